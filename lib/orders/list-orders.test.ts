import { beforeAll, describe, expect, it } from "vitest";
import { makeAdmin, makeMember, makeMerchant, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { later, ManualClock, MINUTE } from "@/lib/kernel/clock";
import { listOrders } from "./list-orders";

useTestDatabase();
const clock = new ManualClock();
let member: Awaited<ReturnType<typeof makeMember>>;
let admin: Awaited<ReturnType<typeof makeAdmin>>;

beforeAll(async () => {
  const account = await makeRegistrarAccount({ active: true });
  member = await makeMember({ clock, merchant: await makeMerchant({ name: "Tide & Tea" }) });
  admin = await makeAdmin({ clock });
  const other = await makeMember({ clock, merchant: await makeMerchant({ name: "Other 100%" }) });
  const of = (who: typeof member) => ({
    merchantId: who.merchant.id,
    placedByUserId: who.user.id,
    registrarAccountId: account.id,
  });
  for (let i = 0; i < 5; i += 1) {
    // Two of each moment, so that a page may end between equals.
    const placedAt = later(clock.now(), Math.floor(i / 2) * MINUTE);
    await makeOrder({ ...of(member), placedAt, names: [`mine-${i}.com`] });
  }
  await makeOrder({ ...of(other), names: ["theirs.com"] });
  const ended = { endedAt: clock.now() };
  await makeOrder({
    ...of(member),
    placedAt: later(clock.now(), 9 * MINUTE),
    state: "completed",
    heldAt: clock.now(),
    ...ended,
    names: ["a.com", "b.com", "c.com", "d.com"].map((nameAscii) => ({
      nameAscii,
      state: "registered" as const,
      ...ended,
    })),
    payment: { state: "captured", capturedMinor: 5996, refundedMinor: 1499, heldAt: clock.now(), ...ended },
  });
});

describe("orders", () => {
  it("AN-9: come newest first, a page at a time, each once, also where two are of one moment", async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await listOrders(member.ctx, { limit: 2, after });
      seen.push(...page.rows.map((row) => row.names[0]!));
      expect(page.total).toBe(6);
      if (!page.next) break;
      after = page.next;
    }
    expect(seen).toEqual(["a.com", "mine-4.com", "mine-3.com", "mine-2.com", "mine-1.com", "mine-0.com"]);
  });

  it("show their first names, how many there are, and what was charged in the end", async () => {
    const [first] = (await listOrders(member.ctx)).rows;
    expect(first).toMatchObject({
      names: ["a.com", "b.com", "c.com"],
      nameCount: 4,
      totalMinor: 5996,
      chargedMinor: 4497,
    });
  });

  it("are a merchant's own, and all of them an admin's, with whose they are", async () => {
    expect((await listOrders(member.ctx)).rows.flatMap((row) => row.names)).not.toContain("theirs.com");
    const all = await listOrders(admin.ctx);
    expect(all.total).toBe(7);
    expect(all.rows.find((row) => row.names.includes("theirs.com"))?.merchantName).toBe("Other 100%");
  });

  it.each([
    [{ query: "mine-3" }, ["mine-3.com"]],
    [{ query: "MINE-3" }, ["mine-3.com"]],
    [{ query: "%" }, []],
    [{ query: "_" }, []],
    [{ query: "tide &" }, ["a.com", "mine-4.com", "mine-3.com", "mine-2.com", "mine-1.com", "mine-0.com"]],
    [{ state: "completed" as const }, ["a.com"]],
    [{ state: "failed" as const }, []],
  ])("are found by %j", async (filter, expected) => {
    expect((await listOrders(member.ctx, filter)).rows.map((row) => row.names[0])).toEqual(expected);
  });

  it("an order is found by its whole id, and a merchant by a percent sign in its name", async () => {
    const { rows } = await listOrders(admin.ctx, { query: "100%" });
    expect(rows.map((row) => row.names[0])).toEqual(["theirs.com"]);
    expect((await listOrders(admin.ctx, { query: rows[0]!.id })).rows).toHaveLength(1);
  });
});
