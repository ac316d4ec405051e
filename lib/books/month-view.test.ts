import { beforeAll, describe, expect, it } from "vitest";
import { makeAdmin } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { explainDifference } from "./explain-difference";
import { listMatched } from "./list-matched";
import { matchBooks } from "./match-books";
import { monthView } from "./month-view";
import { postProposals } from "./post-proposals";
import { bookSources, markRead } from "./sources";
import { Deals } from "./test-deals";

useTestDatabase();
const deals = new Deals();
const { ctx, clock } = deals;
const month = "2026-11";
let admin: Ctx;
let dearer: Awaited<ReturnType<Deals["sell"]>>;
beforeAll(async () => {
  await deals.open();
  admin = (await makeAdmin({ clock, user: { name: "Ada Registrar" } })).ctx;
  await deals.sell(["sound.com", "sound.net"], { movement: { feeMinor: 117 } });
  dearer = await deals.sell(["dearer.com"], { charge: { amountMinor: 1250 } });
  await deals.charge("stray.com", { amountMinor: 700 });
  await deals.move({ kind: "payout", amountMinor: -2000 });
  clock.advance(4 * DAY);
  await matchBooks(ctx);
}, 60_000);

describe("a month's books", () => {
  it("S-11: stand in three columns that line up, with what each is off by", async () => {
    const { rows } = await monthView(admin, { month });
    expect(rows).toEqual([
      { row: "paid", currency: "USD", stripeMinor: 4497, registrarMinor: null, oursMinor: 4497 },
      { row: "names", currency: "USD", stripeMinor: null, registrarMinor: 3950, oursMinor: 3000 },
      { row: "fees", currency: "USD", stripeMinor: 117, registrarMinor: null, oursMinor: 117 },
      { row: "payouts", currency: "USD", stripeMinor: 2000, registrarMinor: null, oursMinor: 2000 },
    ]);
  });

  it("S-11: show differences first, the largest on top, each with its own three columns", async () => {
    const view = await monthView(admin, { month });
    expect(view).toMatchObject({
      openCount: 2,
      firstOpen: month,
      closed: null,
      closableFrom: "2026-12-04T00:00:00.000Z",
    });
    expect(view.months).toEqual([{ month, closed: false, open: 2 }]);
    expect(view.differences.map(({ nameAscii, cause }) => [nameAscii, cause])).toEqual([
      ["stray.com", "charge_without_order"],
      ["dearer.com", "wrong_amount"],
    ]);
    const [stray, off] = view.differences;
    expect([stray?.stripe, stray?.registrar?.amountMinor, stray?.order]).toEqual([null, 700, null]);
    expect([off?.stripe?.amountMinor, off?.registrar?.amountMinor, off?.order?.amountMinor]).toEqual([
      1499, 1250, 1000,
    ]);
    expect([off?.orderId, off?.merchant]).toEqual([dearer.order.id, "A merchant"]);
  });

  it("S-11: fold the orders on which all agree, and leave out those with an open difference", async () => {
    const { orders, total, before } = await listMatched(admin, { month });
    expect([total, before]).toEqual([1, undefined]);
    expect(orders).toMatchObject([
      { names: ["sound.com", "sound.net"], stripeMinor: 2998, feeMinor: 117, costMinor: 2000, orderMinor: 2998 },
    ]);
    expect((await listMatched(admin, { month: "2026-10" })).total).toBe(0);
  });

  it("S-11: keep what was closed, with who did it and why", async () => {
    const { differences } = await monthView(admin, { month });
    await postProposals(admin, { id: differences[1]!.id });
    await explainDifference(admin, { id: differences[0]!.id, note: "Our own name." });
    const view = await monthView(admin, { month, settled: true });
    expect(view).toMatchObject({ openCount: 0, settledCount: 2 });
    expect(view.differences.map(({ state, note, closedBy }) => [state, note, closedBy]).sort()).toEqual([
      ["explained", "Our own name.", "Ada Registrar"],
      ["posted", null, "Ada Registrar"],
    ]);
    expect((await listMatched(admin, { month })).total).toBe(2);
  });

  it("L-5: count up to the last reading of every book, and say when that was", async () => {
    const sources = await bookSources();
    expect((await monthView(admin, { month })).readUntil).toBeNull();
    const first = new Date("2026-11-21T04:00:00Z");
    for (const [nth, source] of sources.entries())
      await inTransaction("test", (tx) => markRead(tx, ctx, source, later(first, nth * HOUR), 0));
    const view = await monthView(admin, { month });
    expect(view.readUntil).toBe(first.toISOString());
    const sold = view.rows.find(({ row }) => row === "paid");
    clock.set(later(first, 2 * HOUR));
    await deals.sell(["after-the-reading.com"]);
    expect((await monthView(admin, { month })).rows.find(({ row }) => row === "paid")).toEqual(sold);
    for (const source of sources)
      await inTransaction("test", (tx) => markRead(tx, ctx, source, later(first, 3 * HOUR), 0));
    expect((await monthView(admin, { month })).rows.find(({ row }) => row === "paid")!.oursMinor).toBe(
      sold!.oursMinor + 1499,
    );
  });

  it("do not exist for merchants", async () => {
    const { ctx: member } = deals.member;
    await expect(monthView(member, { month })).rejects.toMatchObject({ code: "not_found" });
    await expect(listMatched(member, { month })).rejects.toMatchObject({ code: "not_found" });
    await expect(matchBooks(member)).rejects.toMatchObject({ code: "not_found" });
    await expect(postProposals(member, { month, cause: "fee" })).rejects.toMatchObject({ code: "not_found" });
    await expect(explainDifference(member, { id: "x", note: "words" })).rejects.toMatchObject({ code: "not_found" });
  });
});
