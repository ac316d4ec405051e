import type { InvoiceParty, invoiceKinds, itemKinds } from "@/db/schema";
import type { Settings } from "@/lib/settings/schema";
import type { Billing } from "./billing-of";
import { exchange, rateBetween } from "./exchange";
import { taxOn } from "./tax-terms";

export type LineDraft = {
  kind: (typeof itemKinds)[number];
  domainId: string | null;
  nameAscii: string;
  years: number;
  /** Where the years begin: the expiry as the registrar told it. */
  periodStart: Date | null;
  /** For all years together, without tax, in the platform's currency. */
  priceMinor: number;
  /** What the registrar asks for them, in its currency. */
  costMinor: number;
  costCurrency: string;
  /** Only where it was delivered before there was an invoice. */
  orderItemId?: string | null;
};

/** What somebody owes, before it has a number, a currency and a tax. */
export type InvoiceDraft = {
  merchantId: string;
  kind: Exclude<(typeof invoiceKinds)[number], "credit_note">;
  lines: LineDraft[];
  dueAt: Date;
  /** When dunning looks at it first; null: never by itself. */
  nextDunningAt?: Date | null;
};

export type PreparedLine = Omit<LineDraft, "orderItemId"> & {
  taxMinor: number;
  rate: string;
  rateAt: Date | null;
  live: boolean;
  orderItemId: string | null;
};

/** An invoice with all that is written on it but its number. */
export type PreparedInvoice = {
  merchantId: string;
  kind: (typeof invoiceKinds)[number];
  state: "open" | "paid";
  currency: string;
  subtotalMinor: number;
  taxMinor: number;
  taxRateBasisPoints: number;
  reverseCharge: boolean;
  taxNote: string;
  buyer: InvoiceParty;
  orderId: string | null;
  correctsId: string | null;
  reason: string | null;
  dueAt: Date;
  nextDunningAt: Date | null;
  lines: PreparedLine[];
};

/** Puts a draft into its merchant's currency and adds the tax. Rates and their day stay on each line (AN-21). */
export function prepareInvoice(draft: InvoiceDraft, billing: Billing, settings: Settings): PreparedInvoice {
  const { currency, tax, buyer } = billing;
  const rateOf = (from: string) => rateBetween(from, currency, settings) ?? { rate: "0", rateAt: null };
  const ours = rateOf(settings.currency);
  const prices = draft.lines.map((line) => exchange(line.priceMinor, settings.currency, currency, ours));
  const { taxMinor, byLine } = taxOn(prices, tax.rateBasisPoints);
  return {
    merchantId: draft.merchantId,
    kind: draft.kind,
    state: "open",
    currency,
    subtotalMinor: prices.reduce((sum, price) => sum + price, 0),
    taxMinor,
    taxRateBasisPoints: tax.rateBasisPoints,
    reverseCharge: tax.reverseCharge,
    taxNote: tax.note,
    buyer,
    orderId: null,
    correctsId: null,
    reason: null,
    dueAt: draft.dueAt,
    nextDunningAt: draft.nextDunningAt ?? null,
    lines: draft.lines.map((line, at) => ({
      ...line,
      ...rateOf(line.costCurrency),
      priceMinor: prices[at] ?? 0,
      taxMinor: byLine[at] ?? 0,
      live: true,
      orderItemId: line.orderItemId ?? null,
    })),
  };
}
