import type { StageView } from "@/lib/transfers/views";

/** What screens, the live route and (later) REST show of carts and orders. Plain JSON: moments are ISO strings. */

export type CartLineView = {
  id: string;
  nameAscii: string;
  nameUnicode: string;
  tld: string;
  years: number;
  minYears: number;
  maxYears: number;
  autoRenew: boolean;
  privacy: boolean;
  privacyPossible: boolean;
  premium: boolean;
  premiumConsent: boolean;
  /** False when the name was taken since it was added. */
  available: boolean;
  /** For all years together, without tax. */
  priceMinor: number;
  /** For one later year. */
  renewPriceMinor: number;
  /** Set when the price changed; the line must be accepted before it can be ordered. */
  previousPriceMinor: number | null;
  quoteExpiresAt: string;
};

export type CartView = {
  id: string | null;
  version: number;
  currency: string;
  lines: CartLineView[];
  subtotalMinor: number;
  taxMinor: number;
  taxNote: string;
  totalMinor: number;
  /** What the same names cost next year. */
  nextYearMinor: number;
  /** The earliest end of a quote; null when empty. */
  quoteExpiresAt: string | null;
  /** Sentences that keep the cart from being ordered, by line id ("cart" for the whole). */
  obstacles: Record<string, string>;
};

export type StepState = "waiting" | "working" | "done" | "needs_you" | "failed" | "skipped";

export type StepView = {
  key: "payment" | "registration" | "zone" | "records" | "delegation" | "answers";
  label: string;
  state: StepState;
  startedAt: string | null;
  endedAt: string | null;
  /** One line of fact, such as "Route 53 operation 7f…3c". */
  fact: string | null;
  canRetry: boolean;
};

export type ItemFailure = {
  reason: string;
  /** What happened, what it means for the money, what to do. */
  message: string;
  /** A contact field that can be corrected. */
  field: string | null;
};

export type OrderItemView = {
  id: string;
  nameAscii: string;
  nameUnicode: string;
  tld: string;
  kind: "register" | "transfer" | "renew" | "restore";
  years: number;
  priceMinor: number;
  taxMinor: number;
  renewPriceMinor: number;
  state: "waiting" | "registering" | "registered" | "refused" | "cancelled" | "fraud";
  failure: ItemFailure | null;
  /** Where a transfer stands, since when; null before the registrar accepted it, and for everything else. */
  stage: "submitted" | "owner" | "registry" | null;
  stageSince: string | null;
  /** The stages of a transfer as a person reads them; empty for everything else. */
  stages: StageView[];
  domainId: string | null;
  expiresAt: string | null;
  registrarLabel: string;
  steps: StepView[];
  /** Copy for a registration that takes long; null while it does not. */
  waitingNote: string | null;
};

/** One entry of the timeline. money is on the left of the line; everything else on the right. */
export type FactView = {
  id: number;
  at: string;
  side: "money" | "registry" | "dns" | "platform" | "person";
  fact: string;
  sentence: string;
  itemId: string | null;
  evidence: { label: string; value: string }[];
};

export type MoneyView = {
  currency: string;
  heldMinor: number;
  capturedMinor: number;
  releasedMinor: number;
  refundedMinor: number;
  /** The bottom line: what the merchant has paid. */
  chargedMinor: number;
  heldAt: string | null;
  settledAt: string | null;
  /** Stripe's deadline of the hold. */
  captureBefore: string | null;
  card: { brand: string; last4: string } | null;
};

export type OrderView = {
  id: string;
  state: "awaiting_payment" | "review" | "fulfilling" | "completed" | "failed" | "cancelled";
  /** The header sentence: what is true now. */
  headline: string;
  placedAt: string;
  heldAt: string | null;
  endedAt: string | null;
  currency: string;
  subtotalMinor: number;
  taxMinor: number;
  taxNote: string;
  totalMinor: number;
  /** Delivered and not collected yet. */
  owedMinor: number;
  captureMode: "after_success" | "at_start" | "billed_after";
  /** The invoice that it pays, or its receipt once it has ended; null before, and where nothing was delivered. */
  invoiceId: string | null;
  money: MoneyView;
  items: OrderItemView[];
  timeline: FactView[];
  /** Where to pay while nothing is held; null afterwards. */
  payUrl: string | null;
  decline: string | null;
  canCancel: boolean;
};

export type OrderRow = {
  id: string;
  placedAt: string;
  state: OrderView["state"];
  totalMinor: number;
  chargedMinor: number;
  currency: string;
  names: string[];
  nameCount: number;
  merchantId: string;
  merchantName: string;
};

export type Page<T> = { rows: T[]; next: string | null; total: number };
