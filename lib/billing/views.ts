import type { InvoiceParty } from "@/db/schema";

/** What screens, the PDF and REST show of invoices. Plain JSON: moments are ISO strings. */

export type InvoiceKind = "sale" | "renewal" | "transfer" | "restore" | "receivable" | "credit_note";
export type InvoiceState = "open" | "paid" | "void" | "written_off";

export type InvoiceRow = {
  id: string;
  number: string;
  kind: InvoiceKind;
  state: InvoiceState;
  /** Open, and past its day. */
  overdue: boolean;
  issuedAt: string;
  dueAt: string;
  currency: string;
  totalMinor: number;
  creditedMinor: number;
  names: string[];
  nameCount: number;
  merchantId: string;
  merchantName: string;
};

export type InvoiceLineView = {
  id: string;
  kind: "register" | "transfer" | "renew" | "restore";
  nameAscii: string;
  nameUnicode: string;
  domainId: string | null;
  years: number;
  /** The years that are paid for; null where the registry had not said yet. */
  periodStart: string | null;
  periodEnd: string | null;
  priceMinor: number;
  taxMinor: number;
  /** Into the invoice's currency, where the registrar asks another; its day where one was entered. */
  rate: { from: string; rate: string; at: string | null } | null;
  delivered: boolean;
  /** Credited in full. */
  credited: boolean;
};

/** One entry of an invoice's history, oldest first. */
export type InvoiceFact = { at: string; sentence: string; href: string | null };

export type InvoiceView = Omit<InvoiceRow, "names" | "nameCount"> & {
  subtotalMinor: number;
  taxMinor: number;
  taxRatePercent: number;
  reverseCharge: boolean;
  taxNote: string;
  /** What is still to be paid. */
  dueMinor: number;
  paidAt: string | null;
  reason: string | null;
  seller: InvoiceParty;
  buyer: InvoiceParty;
  lines: InvoiceLineView[];
  /** The invoice that a credit note takes back from. */
  corrects: { id: string; number: string } | null;
  creditNotes: { id: string; number: string; issuedAt: string; totalMinor: number; reason: string | null }[];
  history: InvoiceFact[];
  /** The order under way that delivers it, or the last one. */
  orderId: string | null;
  underWay: boolean;
  canPay: boolean;
};
