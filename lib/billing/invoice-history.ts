import type { invoices, orders, payments, refunds } from "@/db/schema";
import { formatMoney } from "@/lib/kernel/money";
import type { InvoiceFact } from "./views";

type Invoice = typeof invoices.$inferSelect;
type Order = typeof orders.$inferSelect;
type Payment = typeof payments.$inferSelect;
type Refund = typeof refunds.$inferSelect;
type Rows = {
  invoice: Invoice;
  orders: readonly Order[];
  payments: readonly Payment[];
  refunds: readonly Refund[];
  notes: readonly Invoice[];
};
type Dated = { at: Date; sentence: string; href: string | null };

/** What happened to an invoice and its money, oldest first, from the rows that prove it. */
export function invoiceHistory({ invoice, orders, payments, refunds, notes }: Rows): InvoiceFact[] {
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  return [
    { at: invoice.issuedAt, sentence: `Issued over ${money(invoice.totalMinor)}.`, href: null },
    ...orders.flatMap(begun),
    ...payments.flatMap((payment) => paid(payment, money)),
    ...refunds.map((refund) => givenBack(refund, money)),
    ...notes.map((note) => ({
      at: note.issuedAt,
      sentence: `Credit note ${note.number} over ${money(note.totalMinor)}${note.reason ? `: ${note.reason}` : ""}`,
      href: `/invoices/${note.id}`,
    })),
    ...ended(invoice),
  ]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((fact) => ({ ...fact, at: fact.at.toISOString() }));
}

/** The order of a receipt came before it; what it did is on its own page. */
function begun(order: Order): Dated[] {
  if (!order.invoiceId) return [];
  const sentence = order.placedByUserId ? "Payment was begun." : "Payment was begun by itself.";
  return [{ at: order.placedAt, sentence, href: `/orders/${order.id}` }];
}

function paid(payment: Payment, money: (minor: number) => string): Dated[] {
  const card = payment.cardLast4 ? `${payment.cardBrand ?? "card"} ···${payment.cardLast4}` : "card";
  const at = payment.endedAt ?? payment.updatedAt;
  const href = `/orders/${payment.orderId}`;
  const means = payment.kind === "credit" ? "from account credit" : `by ${card}`;
  return [
    ...(payment.declineMessage ? [{ at, sentence: `The ${card} was refused: ${payment.declineMessage}`, href }] : []),
    ...(payment.capturedMinor > 0 ? [{ at, sentence: `Paid ${money(payment.capturedMinor)} ${means}.`, href }] : []),
  ];
}

function givenBack(refund: Refund, money: (minor: number) => string): Dated {
  const to = refund.to === "card" ? "card" : "account credit";
  const sentence =
    refund.state === "failed"
      ? `A refund of ${money(refund.amountMinor)} did not arrive: ${refund.lastError ?? "the bank refused it"}.`
      : `${refund.state === "done" ? "Gave" : "Giving"} ${money(refund.amountMinor)} back to the ${to}.`;
  return { at: refund.settledAt ?? refund.createdAt, sentence, href: `/orders/${refund.orderId}` };
}

function ended(invoice: Invoice): Dated[] {
  if (!invoice.endedAt || (invoice.state !== "void" && invoice.state !== "written_off")) return [];
  const what = invoice.state === "void" ? "Void" : "Given up";
  return [{ at: invoice.endedAt, sentence: `${what}: ${invoice.reason ?? "nothing more is owed."}`, href: null }];
}
