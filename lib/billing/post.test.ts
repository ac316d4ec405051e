import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { ledgerEntries, ledgerTransactions } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { inTransaction } from "@/db/transaction";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { type Posting, post } from "./post";

useTestDatabase();
const ctx = jobCtx("test", new ManualClock());
const capture = (externalKey: string, lines: Posting["lines"]): Posting => ({
  kind: "capture",
  externalKey,
  orderId: null,
  merchantId: null,
  currency: "USD",
  lines,
});
const write = (posting: Posting) => inTransaction("test", (tx) => post(tx, ctx, posting));
const balanced: Posting["lines"] = [
  { account: "stripe", amountMinor: 1399 },
  { account: "sales", amountMinor: -1299 },
  { account: "tax", amountMinor: -100 },
];

async function linesOf(externalKey: string) {
  const [head] = await db().select().from(ledgerTransactions).where(eq(ledgerTransactions.externalKey, externalKey));
  return head ? db().select().from(ledgerEntries).where(eq(ledgerEntries.transactionId, head.id)) : [];
}

describe("the books", () => {
  it("I-2: hold a movement of money by the outside object that proves it", async () => {
    expect(await write(capture("stripe:capture:pi_1", balanced))).toBe(true);
    const lines = await linesOf("stripe:capture:pi_1");
    expect(lines.map((line) => [line.account, line.amountMinor, line.currency])).toEqual([
      ["stripe", 1399, "USD"],
      ["sales", -1299, "USD"],
      ["tax", -100, "USD"],
    ]);
  });

  it("R11: hold the same movement once, whoever posts it again and at the same time", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => write(capture("stripe:capture:pi_2", balanced))));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await linesOf("stripe:capture:pi_2")).toHaveLength(3);
  });

  it("I-2: refuse lines that do not sum to nought, with the whole transaction", async () => {
    const crooked = capture("stripe:capture:pi_3", [
      { account: "stripe", amountMinor: 1399 },
      { account: "sales", amountMinor: -1398 },
    ]);
    await expect(write(crooked)).rejects.toMatchObject({ code: "23514" });
    expect(await linesOf("stripe:capture:pi_3")).toEqual([]);
    expect(
      await db().select().from(ledgerTransactions).where(eq(ledgerTransactions.externalKey, "stripe:capture:pi_3")),
    ).toEqual([]);
  });

  it("leave out lines of nothing", async () => {
    await write(
      capture("stripe:capture:pi_4", [
        ...balanced.slice(0, 1),
        { account: "sales", amountMinor: -1399 },
        { account: "tax", amountMinor: 0 },
      ]),
    );
    expect(await linesOf("stripe:capture:pi_4")).toHaveLength(2);
  });

  it("I-2: are append-only", async () => {
    await expect(db().update(ledgerEntries).set({ amountMinor: 0 })).rejects.toMatchObject({
      cause: { code: "55000" },
    });
    await expect(db().delete(ledgerTransactions)).rejects.toMatchObject({ cause: { code: "55000" } });
  });
});
