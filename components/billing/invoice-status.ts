import type { Tone } from "@/components/ui/status-pill";
import type { InvoiceRow } from "@/lib/billing/views";

/** The state of an invoice as a word that says what it asks of the reader. */
export function invoiceStatus(
  invoice: Pick<InvoiceRow, "state" | "overdue" | "kind" | "creditedMinor" | "totalMinor">,
): { tone: Tone; word: string } {
  if (invoice.kind === "credit_note") return { tone: "idle", word: "Credit note" };
  const credited = invoice.creditedMinor > 0 && invoice.creditedMinor === invoice.totalMinor;
  if (credited && invoice.state === "paid") return { tone: "idle", word: "Refunded" };
  if (invoice.state === "paid") return { tone: "ok", word: invoice.creditedMinor > 0 ? "Paid, part refunded" : "Paid" };
  if (invoice.state === "void") return { tone: "idle", word: "Void" };
  if (invoice.state === "written_off") return { tone: "danger", word: "Given up" };
  return invoice.overdue ? { tone: "danger", word: "Overdue" } : { tone: "attention", word: "To pay" };
}
