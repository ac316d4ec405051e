import { and, eq, inArray, sql } from "drizzle-orm";
import { invoiceLines, invoices, orderItems, type orders, payments } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { creditNote } from "./credit-note";
import { linesOf, lockInvoice } from "./invoice-rows";
import { voidInvoice } from "./void-invoice";

type Order = typeof orders.$inferSelect;

/**
 * What became of the invoice. `creditNoteId` names the note for what was paid (or would have been) and not delivered.
 * `endedBefore`: it had ended by another way, so what this order took is a second payment (N-3).
 */
export type Settlement = {
  state: "open" | "paid" | "void" | "written_off";
  creditNoteId: string | null;
  endedBefore?: true;
};

/** Refusals that another try would meet again: the period cannot be had, so nobody owes for it. */
const finalReasons = ["unavailable", "already_here", "premium", "policy", "unsupported", "wrong_owner", "not_ours"];

/**
 * An order that was made to pay an invoice has ended. Delivered in full: paid. In part, or charged at the start and not
 * delivered: paid, with a credit note for the lines that were not delivered. Nothing delivered or charged: it stays open
 * for another try, unless the refusal was final. Delivered and not collected: it stays open as a claim, and is paid by
 * the call after its collection, as an open receipt is. Null when the order has no invoice.
 */
export async function settleInvoice(tx: Tx, ctx: Ctx, order: Order): Promise<Settlement | null> {
  const invoiceId = order.invoiceId ?? (await receiptOf(tx, order.id));
  if (!invoiceId) return null;
  const invoice = await lockInvoice(tx, invoiceId);
  const items = await tx.select().from(orderItems).where(eq(orderItems.orderId, order.id));
  const lines = await linesOf(tx, invoice.id);
  const undelivered: string[] = [];
  for (const line of lines) {
    const item = items.find((each) => each.nameAscii === line.nameAscii && each.kind === line.kind);
    if (item?.state === "registered")
      await tx.update(invoiceLines).set({ orderItemId: item.id }).where(eq(invoiceLines.id, line.id));
    else if (!line.orderItemId) undelivered.push(line.id);
  }
  if (invoice.state !== "open") return { state: invoice.state, creditNoteId: null, endedBefore: true };
  if (order.owedMinor > 0) return { state: "open", creditNoteId: null };

  const [{ capturedMinor } = { capturedMinor: 0 }] = await tx
    .select({ capturedMinor: sql<number>`coalesce(sum(${payments.capturedMinor}), 0)::int` })
    .from(payments)
    .where(eq(payments.orderId, order.id));
  if (undelivered.length === lines.length && capturedMinor === 0) {
    const isFinal =
      invoice.kind === "transfer" ||
      items.every((item) => item.state === "fraud" || finalReasons.includes(item.failureReason ?? ""));
    if (!isFinal) return { state: "open", creditNoteId: null };
    const reason =
      items.find((item) => item.failureMessage)?.failureMessage ?? "Nothing was delivered, and nothing charged.";
    await voidInvoice(tx, ctx, { invoiceId: invoice.id, reason });
    return { state: "void", creditNoteId: null };
  }
  const now = ctx.clock.now();
  await tx
    .update(invoices)
    .set({ state: "paid", paidAt: now, endedAt: now, nextDunningAt: null })
    .where(and(eq(invoices.id, invoice.id), inArray(invoices.state, ["open"])));
  if (undelivered.length === 0) return { state: "paid", creditNoteId: null };
  const reason = items.find((item) => item.failureMessage)?.failureMessage ?? "It was not delivered.";
  const note = await creditNote(tx, ctx, { invoiceId: invoice.id, of: { lineIds: undelivered }, reason });
  return { state: "paid", creditNoteId: note.id };
}

async function receiptOf(tx: Tx, orderId: string): Promise<string | null> {
  const [receipt] = await tx.select({ id: invoices.id }).from(invoices).where(eq(invoices.orderId, orderId));
  return receipt?.id ?? null;
}
