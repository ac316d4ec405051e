import { eq } from "drizzle-orm";
import { z } from "zod";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { parseInput } from "@/lib/identity/parse-input";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { invoiceCurrency } from "./exchange";
import { post } from "./post";
import { settingsIn } from "./settings-in";

export const grantCreditSchema = z.object({
  merchantId: z.string().min(1).max(80),
  currency: z.string().regex(/^[A-Z]{3}$/, "Choose a currency."),
  amountMinor: z
    .number("Give an amount.")
    .int()
    .min(1, "Give an amount.")
    .max(1_000_000, "That is more than may be given at once."),
  reason: z.string().trim().min(3, "Say why: the merchant reads it.").max(300, "At most 300 characters."),
  /** Names this gift, so that a second click gives nothing more. */
  key: z.string().min(8).max(80),
});

/** Gives a merchant account credit, which pays invoices of its currency. False when this gift was given before. */
export async function grantCredit(ctx: Ctx, input: z.input<typeof grantCreditSchema>): Promise<boolean> {
  requireAdmin(ctx);
  const { merchantId, currency, amountMinor, reason, key } = parseInput(grantCreditSchema, input);
  return inTransaction("grant-credit", async (tx) => {
    const [merchant] = await tx.select().from(merchants).where(eq(merchants.id, merchantId));
    if (!merchant) throw notFound("merchant");
    if (invoiceCurrency(currency, await settingsIn(tx)) !== currency)
      throw new AppError(
        "invalid",
        `Nothing is invoiced in ${currency}, so credit in it could not be used. Nothing was given.`,
      );
    const isNew = await post(tx, ctx, {
      kind: "credit_granted",
      externalKey: `credit:${merchantId}:${key}`,
      orderId: null,
      merchantId,
      currency,
      lines: [
        { account: "goodwill", amountMinor },
        { account: "merchant_credit", amountMinor: -amountMinor },
      ],
    });
    if (isNew)
      await audit(tx, ctx, {
        action: "credit.granted",
        subject: { kind: "merchant", id: merchantId },
        merchantId,
        after: { amountMinor, currency, reason },
      });
    return isNew;
  });
}
