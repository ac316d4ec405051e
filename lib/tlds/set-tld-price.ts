import { eq } from "drizzle-orm";
import { z } from "zod";
import { tldPriceOverrides, tlds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { parseInput } from "./parse-input";
import { priceActions } from "./price";

const amount = z.int().min(0).max(100_000_000).nullable().default(null);

const schema = z.strictObject({
  tld: z.string().min(1).max(253),
  registerMinor: amount,
  renewMinor: amount,
  transferMinor: amount,
  restoreMinor: amount,
});

/**
 * Sets prices of one TLD by hand, in the platform's currency, a year each; null gives the action back to the markup.
 * Quotes that were given hold until they lapse (PE-9).
 */
export async function setTldPrice(ctx: Ctx, input: unknown): Promise<void> {
  requireAdmin(ctx);
  const { tld, ...amounts } = parseInput(schema, input);
  const { currency } = await getSettings();
  await inTransaction("set-tld-price", async (tx) => {
    const [known] = await tx.select({ tld: tlds.tld }).from(tlds).where(eq(tlds.tld, tld)).for("update");
    if (!known) throw notFound("TLD");
    const [before] = await tx.select().from(tldPriceOverrides).where(eq(tldPriceOverrides.tld, tld));
    const row = { tld, currency, ...amounts, updatedAt: ctx.clock.now() };
    if (priceActions.every((action) => amounts[action] === null)) {
      await tx.delete(tldPriceOverrides).where(eq(tldPriceOverrides.tld, tld));
    } else {
      await tx.insert(tldPriceOverrides).values(row).onConflictDoUpdate({ target: tldPriceOverrides.tld, set: row });
    }
    await audit(tx, ctx, {
      action: "tld.price_set",
      subject: { kind: "tld", id: tld },
      before: before ?? null,
      after: row,
    });
  });
}
