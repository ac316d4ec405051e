import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, operations, outbox, timeline } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { moveOperation, newestOperation, recordIntent } from "./intent";
import { openCase } from "./open-case";
import { publish } from "./publish";
import { tell } from "./tell";

useTestDatabase();
const ctx = jobCtx("test", new ManualClock());
const intend = (subjectId: string, attempt = 1) =>
  inTransaction("test", (tx) => recordIntent(tx, ctx, { verb: "register", provider: "sandbox", subjectId, attempt }));
const move = (id: string, from: Parameters<typeof moveOperation>[2], set: Parameters<typeof moveOperation>[3]) =>
  inTransaction("test", (tx) => moveOperation(tx, id, from, set));
const end = { providerRef: "r", settledAt: ctx.clock.now() };

describe("an operation", () => {
  it("R1: is on record before the call, under a key that the same attempt always has", async () => {
    const operation = await intend("itm_1");
    expect(operation).toMatchObject({ state: "sent", key: "itm_1:register:1", attempt: 1, looks: 0, settledAt: null });
    await expect(intend("itm_1")).rejects.toMatchObject({ cause: { code: "23505" } });
  });

  it("R3: is one at a time: another attempt begins only after the last one ended", async () => {
    const first = await intend("itm_2");
    await expect(intend("itm_2", 2)).rejects.toMatchObject({ cause: { code: "23505" } });
    await move(first.id, ["sent"], { state: "unknown" });
    await expect(intend("itm_2", 2)).rejects.toMatchObject({ cause: { code: "23505" } });
    await move(first.id, ["unknown"], { ...end, state: "refused" });
    expect(await intend("itm_2", 2)).toMatchObject({ attempt: 2, key: "itm_2:register:2" });
    expect(await newestOperation(db(), "itm_2", "register")).toMatchObject({ attempt: 2 });
  });

  it("R7: moves only from where the caller believes it to be; the second of two is told so", async () => {
    const { id } = await intend("itm_3");
    const both = await Promise.all([
      move(id, ["sent"], { ...end, state: "confirmed" }),
      move(id, ["sent"], { ...end, state: "refused" }),
    ]);
    expect(both.sort()).toEqual([false, true]);
    expect(await move(id, ["sent", "unknown"], { state: "unknown" })).toBe(false);
  });

  it("I-8: is confirmed once for a piece of work, whatever its attempt", async () => {
    const first = await intend("itm_4");
    await move(first.id, ["sent"], { ...end, state: "confirmed" });
    const second = await intend("itm_4", 2);
    await expect(move(second.id, ["sent"], { ...end, state: "confirmed" })).rejects.toMatchObject({
      cause: { code: "23505" },
    });
  });

  it("I-24: that ended stays as it ended, even for somebody who claims otherwise", async () => {
    const { id } = await intend("itm_5");
    await move(id, ["sent"], { ...end, state: "refused" });
    await expect(move(id, ["refused"], { state: "sent" })).rejects.toMatchObject({ cause: { code: "55000" } });
  });

  it("R3: counts its looks", async () => {
    const { id } = await intend("itm_6");
    await move(id, ["sent"], { state: "unknown", looked: true, lookedAt: ctx.clock.now() });
    await move(id, ["unknown"], { looked: true });
    await move(id, ["unknown"], { looked: false, lastError: "none" });
    const [row] = await db().select().from(operations).where(eq(operations.id, id));
    expect(row).toMatchObject({ looks: 2, lastError: "none" });
  });
});

describe("what is told, sent and asked of a person", () => {
  it("R9: is undone with the transaction that caused it", async () => {
    await expect(
      inTransaction("test", async (tx) => {
        await tell(tx, ctx, { side: "money", fact: "payment_held", onceKey: "gone" });
        await publish(tx, ctx, "order/look-due", "gone", { orderId: "ord_1" });
        await openCase(tx, ctx, { kind: "outcome_unknown", subjectId: "gone", summary: "x", facts: {} });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await db().select().from(timeline)).toEqual([]);
    expect(await db().select().from(outbox)).toEqual([]);
    expect(await db().select().from(cases)).toEqual([]);
  });

  it("L-1: a fact is told once, however often a step is repeated, and others each time", async () => {
    for (let times = 0; times < 3; times += 1) {
      await inTransaction("test", (tx) =>
        tell(
          tx,
          ctx,
          { side: "money", fact: "payment_held", onceKey: "pay_1:held" },
          { side: "registry", fact: "registration_asked" },
        ),
      );
    }
    const facts = (await db().select().from(timeline)).map((row) => row.fact);
    expect(facts.filter((fact) => fact === "payment_held")).toHaveLength(1);
    expect(facts.filter((fact) => fact === "registration_asked")).toHaveLength(3);
  });

  it("P-7: an event is sent once by its name and id", async () => {
    const send = (id: string) =>
      inTransaction("test", (tx) => publish(tx, ctx, "order/item-due", id, { itemId: "itm_1" }));
    await Promise.all([send("itm_1:start"), send("itm_1:start"), send("itm_1:again")]);
    expect((await db().select().from(outbox)).map((row) => row.eventId).sort()).toEqual([
      "order/item-due:itm_1:again",
      "order/item-due:itm_1:start",
    ]);
  });

  it("R15: a case is open once for its kind and subject, and may be opened anew after it was closed", async () => {
    const open = (summary: string) =>
      inTransaction("test", (tx) =>
        openCase(tx, ctx, { kind: "wrong_owner", subjectId: "itm_1", summary, facts: { a: 1 } }),
      );
    await open("first");
    await open("second");
    expect(await db().select().from(cases)).toMatchObject([{ summary: "first", state: "open" }]);
    await db().update(cases).set({ state: "closed", closedAt: ctx.clock.now() });
    await open("third");
    expect((await db().select().from(cases)).map((row) => row.state).sort()).toEqual(["closed", "open"]);
  });
});
