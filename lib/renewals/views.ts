/** What the renewal screens show. Plain JSON: moments are ISO strings, amounts minor units of `currency`. */

/** In the order in which they ask for attention. */
export const renewalSections = ["late", "unpaid", "card", "coming", "ending"] as const;
export type RenewalSection = (typeof renewalSections)[number];

export type RenewalRowView = {
  domainId: string;
  nameAscii: string;
  section: RenewalSection;
  phase: "active" | "grace" | "redemption";
  expiresAt: string;
  /** Until when this phase's price holds; null while active. */
  phaseEndsAt: string | null;
  autoRenew: boolean;
  /** The invoice's total where there is one, else the price of the shortest term without tax; null where nobody knows. */
  amountMinor: number | null;
  /** What it cost when it was last bought or renewed, where that differs. */
  beforeMinor: number | null;
  currency: string;
  invoice: { id: string; number: string; issuedAt: string; dueAt: string; merged: boolean } | null;
  /** When the saved card is tried by itself next. */
  nextTryAt: string | null;
  /** An order for it is under way. */
  underWay: string | null;
  orders30d: number;
  lastNotice: { at: string; state: "sent" | "delivered" | "bounced" | "waiting" } | null;
};

export type CardView = { label: string; endsAt: string };

export type RenewalMonth = {
  /** `2026-11` */
  month: string;
  /** Sums by how sure the renewal is: sure, waiting for somebody, let go. */
  sureMinor: number;
  waitingMinor: number;
  endingMinor: number;
  drops: { domainId: string; nameAscii: string; amountMinor: number; tone: "sure" | "waiting" | "ending" }[];
};

export type RenewalsView = {
  now: string;
  currency: string;
  card: CardView | null;
  months: RenewalMonth[];
  rows: RenewalRowView[];
  /** True where there are more names than one screen reads. */
  cut: boolean;
  /** The next renewal beyond what is shown, for an empty place. */
  nextLater: { nameAscii: string; expiresAt: string } | null;
};
