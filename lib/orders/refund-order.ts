import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { invoices, refunds } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { creditNote } from "@/lib/billing/credit-note";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { formatMoney } from "@/lib/kernel/money";
import { beginRefunds } from "./begin-refunds";
import { mailRefund } from "./mail-refund";
import { lockOrder, paymentsOf } from "./rows";

const input = z.object({
  orderId: z.string(),
  amountMinor: z.number().int().min(1),
  reason: z.string().trim().min(3).max(300),
  to: z.enum(["card", "credit"]),
});

/**
 * Gives back a part or all of what an ended order took, to the card or as account credit, with a credit note on its
 * invoice. What was delivered stays delivered. Never more than was taken and not given back before (I-13).
 */
export async function refundOrder(ctx: Ctx, request: z.input<typeof input>): Promise<void> {
  requireAdmin(ctx);
  const parsed = input.safeParse(request);
  if (!parsed.success)
    throw new AppError("invalid", "Nothing was refunded. Give an amount and a reason.", {
      fields: Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])),
    });
  const { orderId, amountMinor, reason, to } = parsed.data;
  await inTransaction("refund-order", async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order.endedAt)
      throw new AppError(
        "conflict",
        "This order is still under way. Nothing was refunded. Cancel it, or wait for its end.",
      );
    const takenMinor = (await paymentsOf(tx, orderId)).reduce((sum, payment) => sum + payment.capturedMinor, 0);
    const [before] = await tx
      .select({ minor: sql<number>`coalesce(sum(${refunds.amountMinor}), 0)::int` })
      .from(refunds)
      .where(and(eq(refunds.orderId, orderId), ne(refunds.state, "failed")));
    const leftMinor = takenMinor - (before?.minor ?? 0);
    if (amountMinor > leftMinor)
      throw new AppError(
        "conflict",
        `At most ${formatMoney(leftMinor, order.currency)} can be refunded: that is what was taken and not given back. Nothing was refunded.`,
        { fields: { amountMinor: "This is more than was taken." } },
      );
    const [invoice] = await tx
      .select({ id: invoices.id })
      .from(invoices)
      .where(order.invoiceId ? eq(invoices.id, order.invoiceId) : eq(invoices.orderId, orderId));
    const note = invoice ? await creditNote(tx, ctx, { invoiceId: invoice.id, reason, of: { amountMinor } }) : null;
    await beginRefunds(tx, ctx, order, {
      amountMinor,
      kind: "goodwill",
      to,
      reason,
      ...(note ? { creditNoteId: note.id } : {}),
    });
    await mailRefund(tx, ctx, order, { amountMinor, to, reason, note });
    await audit(tx, ctx, {
      action: "order.refunded",
      subject: { kind: "order", id: orderId },
      merchantId: order.merchantId,
      after: { amountMinor, to, reason },
    });
  });
}
