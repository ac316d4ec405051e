import { eq } from "drizzle-orm";
import { invoiceLines, invoices } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { lockInvoice } from "./invoice-rows";
import { post } from "./post";

/**
 * Ends an open invoice of which nothing was paid: its number stays, its periods can be invoiced anew. A claim for what was
 * delivered leaves the books too. False when it had ended before.
 */
export async function voidInvoice(
  tx: Tx,
  ctx: Ctx,
  { invoiceId, reason }: { invoiceId: string; reason: string },
): Promise<boolean> {
  return end(tx, ctx, invoiceId, "void", reason);
}

/** Gives up an open claim: what was delivered stays delivered, and its price is a loss. False when it had ended before. */
export async function writeOffInvoice(
  tx: Tx,
  ctx: Ctx,
  { invoiceId, reason }: { invoiceId: string; reason: string },
): Promise<boolean> {
  return end(tx, ctx, invoiceId, "written_off", reason);
}

async function end(
  tx: Tx,
  ctx: Ctx,
  invoiceId: string,
  state: "void" | "written_off",
  reason: string,
): Promise<boolean> {
  const invoice = await lockInvoice(tx, invoiceId);
  if (invoice.state !== "open") return false;
  if (state === "written_off" && invoice.kind !== "receivable")
    throw new AppError(
      "conflict",
      "Nothing was delivered for this invoice, so there is no claim to give up. Nothing was changed. Void it instead.",
    );
  await tx
    .update(invoices)
    .set({ state, reason, endedAt: ctx.clock.now(), nextDunningAt: null })
    .where(eq(invoices.id, invoiceId));
  if (state === "void") await tx.update(invoiceLines).set({ live: false }).where(eq(invoiceLines.invoiceId, invoiceId));
  const leftMinor = invoice.totalMinor - invoice.creditedMinor;
  if (invoice.kind === "receivable" && leftMinor > 0) {
    const taxMinor = Math.round((invoice.taxMinor * leftMinor) / Math.max(1, invoice.totalMinor));
    await post(tx, ctx, {
      kind: state === "void" ? "credit_note" : "written_off",
      externalKey: `${state}:${invoice.number}`,
      orderId: invoice.orderId,
      merchantId: invoice.merchantId,
      currency: invoice.currency,
      lines:
        state === "void"
          ? [
              { account: "sales", amountMinor: leftMinor - taxMinor },
              { account: "tax", amountMinor: taxMinor },
              { account: "receivable", amountMinor: -leftMinor },
            ]
          : [
              { account: "bad_debt", amountMinor: leftMinor },
              { account: "receivable", amountMinor: -leftMinor },
            ],
    });
  }
  return true;
}
