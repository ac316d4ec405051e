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
