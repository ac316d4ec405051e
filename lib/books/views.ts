/**
 * Why a line of one book has no counterpart in the others.
 *
 * charge_without_order: an outside party took or charged money that we have no order for. order_without_charge: we booked
 * what they do not have. wrong_amount, fx_drift: both have it, with another amount; drift is what exchange rates explain.
 * fee: a charge of the party itself. given_back: a registrar's credit that we did not book. refund_unbooked,
 * refund_missing: a refund at Stripe that we do not know, and one of ours that Stripe does not. dispute: money that a card's
 * bank took back. unbooked: it happened, and only our ledger lacks it. unknown_movement: a movement of a kind without a name.
 * posted_twice: corrected by hand, and then right by itself. timing: the other line may still come.
 */
export const bookCauses = [
  "charge_without_order",
  "order_without_charge",
  "wrong_amount",
  "fx_drift",
  "fee",
  "given_back",
  "refund_unbooked",
  "refund_missing",
  "dispute",
  "unbooked",
  "unknown_movement",
  "posted_twice",
  "timing",
] as const;

export type BookCause = (typeof bookCauses)[number];

/** A line of a book: `what` is its id there. Amounts are signed as in that book. */
export type BookLine = { what: string; at: string; amountMinor: number; currency: string };

export type DifferenceView = {
  id: string;
  cause: BookCause;
  state: "open" | "posted" | "explained" | "gone";
  nameAscii: string | null;
  orderId: string | null;
  merchant: string | null;
  amountMinor: number;
  currency: string;
  /** The three columns; null where that book has nothing about it. */
  stripe: BookLine | null;
  registrar: BookLine | null;
  order: BookLine | null;
  /** What our line is worth at today's rates, where the currencies differ. */
  expectedMinor: number | null;
  proposal: { account: string; amountMinor: number; currency: string }[] | null;
  note: string | null;
  closedBy: string | null;
  closedAt: string | null;
};

/** One kind of movement as each book sums it up; null where that book knows no such thing. */
export type ThreeWayRow = {
  row: "paid" | "refunded" | "names" | "fees" | "payouts";
  currency: string;
  stripeMinor: number | null;
  registrarMinor: number | null;
  oursMinor: number;
};

export type MatchedOrder = {
  orderId: string;
  names: string[];
  endedAt: string;
  currency: string;
  stripeMinor: number | null;
  feeMinor: number | null;
  costMinor: number | null;
  costCurrency: string | null;
  orderMinor: number;
};

export type MonthView = {
  month: string;
  /** Newest first; `open` counts differences that nobody closed. */
  months: { month: string; closed: boolean; open: number }[];
  closed: { by: string; at: string } | null;
  /** From when it may be closed, and the oldest open month, which has to be closed first. */
  closableFrom: string;
  firstOpen: string;
  sources: { label: string; readUntil: string | null }[];
  /** Up to when every outside book was read; null where one never was. `rows` counts nothing younger. */
  readUntil: string | null;
  rows: ThreeWayRow[];
  causes: { cause: BookCause; count: number; postable: number }[];
  differences: DifferenceView[];
  openCount: number;
  settledCount: number;
};
