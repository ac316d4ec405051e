import { eq } from "drizzle-orm";
import { z } from "zod";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { parseInput } from "@/lib/identity/parse-input";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { invoiceCurrency } from "./exchange";
import { post } from "./post";
import { settingsIn } from "./settings-in";

export const grantCreditSchema = z.object({
  merchantId: z.string().min(1).max(80),
  amountMinor: z
    .number("Give an amount.")
    .int()
    .min(1, "Give an amount.")
    .max(1_000_000, "That is more than may be given at once."),
  reason: z.string().trim().min(3, "Say why: the merchant reads it.").max(300, "At most 300 characters."),
  /** Names this gift, so that a second click gives nothing more. */
  key: z.string().min(8).max(80),
});

/** Gives a merchant account credit, in the currency it is invoiced in. False when this gift was given before. */
export async function grantCredit(ctx: Ctx, input: z.input<typeof grantCreditSchema>): Promise<boolean> {
  requireAdmin(ctx);
  const { merchantId, amountMinor, reason, key } = parseInput(grantCreditSchema, input);
  return inTransaction("grant-credit", async (tx) => {
    const [merchant] = await tx.select().from(merchants).where(eq(merchants.id, merchantId));
    if (!merchant) throw notFound("merchant");
    const currency = invoiceCurrency(merchant.currency, await settingsIn(tx));
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
