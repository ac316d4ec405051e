import { displayName } from "@/lib/kernel/display-name";

/** What screens, the PDF and REST show of invoices, and its words. Plain JSON: moments are ISO strings. */

export type InvoiceParty = {
  name: string;
  addressLine1: string;
  addressLine2: string;
  postalCode: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  vatId: string;
  email: string;
};

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

/** What a document is called. A sale is a receipt too, but the word on it must be the one that tax offices look for. */
export const documentWord = (kind: InvoiceKind) => (kind === "credit_note" ? "Credit note" : "Invoice");

export const kindWords: Readonly<Record<InvoiceKind, string>> = {
  sale: "Purchase",
  renewal: "Renewal",
  transfer: "Transfer",
  restore: "Restore",
  receivable: "Delivered, not paid",
  credit_note: "Credit note",
};

export const stateWords: Readonly<Record<InvoiceState, string>> = {
  open: "Open",
  paid: "Paid",
  void: "Void",
  written_off: "Given up",
};

const verbs: Readonly<Record<InvoiceLineView["kind"], string>> = {
  register: "Registration",
  transfer: "Transfer",
  renew: "Renewal",
  restore: "Restore",
};

/** `Renewal, 2 years`. */
export function lineWords(line: Pick<InvoiceLineView, "kind" | "years">): string {
  return `${verbs[line.kind]}, ${line.years} ${line.years === 1 ? "year" : "years"}`;
}

/** The first names of a list and how many more there are: `fern.com and 2 more`. */
export function namesInWords(names: readonly string[], count: number): string {
  const first = names[0] ? displayName(names[0]) : "";
  return count > 1 ? `${first} and ${count - 1} more` : first;
}

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export const dayWords = (iso: string) => day.format(new Date(iso));

/** `14 Feb 2027 – 14 Feb 2028`; empty where the registry had not said. */
export function periodWords(line: Pick<InvoiceLineView, "periodStart" | "periodEnd">): string {
  return line.periodStart && line.periodEnd ? `${dayWords(line.periodStart)} – ${dayWords(line.periodEnd)}` : "";
}

/** The rates that made foreign costs into these prices, each once (AN-21). */
export function rateWords({ lines, currency }: Pick<InvoiceView, "lines" | "currency">): string[] {
  const rates = lines.flatMap(({ rate }) =>
    rate ? [`1 ${rate.from} = ${rate.rate} ${currency}${rate.at ? ` on ${dayWords(rate.at)}` : ""}`] : [],
  );
  return [...new Set(rates)];
}

/** A party of an invoice, line by line; what was not given is left out. */
export function partyLines(party: InvoiceView["seller"], countryName: (code: string) => string): string[] {
  return [
    ...party.addressLine1.split(/\r?\n/),
    party.addressLine2,
    [party.postalCode, party.city].filter(Boolean).join(" "),
    party.country && countryName(party.country),
    party.vatId && `VAT id ${party.vatId}`,
  ].filter((line): line is string => Boolean(line));
}

const regions = new Intl.DisplayNames("en", { type: "region" });

export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}
