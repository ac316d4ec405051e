/**
 * What the platform needs of a payment provider: hold first, capture later. Amounts are minor units. Every method throws
 * ProviderError; a write with no clear answer is `ambiguous`, and may be repeated with the same key or read back.
 * Facts: Stripe's API reference for Checkout Sessions, PaymentIntents and webhooks.
 */
export type Payments = {
  /** Makes the merchant's customer record; the same key never makes two. */
  createCustomer(request: { key: string; merchantId: string; email: string; name: string }): Promise<string>;

  /** Opens a hosted page that places a hold (manual capture). The same key returns the same page. */
  openCheckout(request: CheckoutRequest): Promise<Checkout>;
  checkout(sessionId: string): Promise<Checkout>;
  /** Closes a page so that it can no longer be paid; closing a closed one changes nothing. */
  expireCheckout(sessionId: string): Promise<void>;

  hold(intentId: string): Promise<Hold>;
  /** Takes `amountMinor` of a hold and lets go of the rest; final. */
  capture(request: { intentId: string; amountMinor: number; key: string }): Promise<Hold>;
  /** Lets go of the whole hold. */
  release(request: { intentId: string; key: string }): Promise<Hold>;
  /** A hold on a saved card without the merchant present. */
  holdSavedCard(request: SavedCardRequest): Promise<SavedCardAnswer>;
  /** A hold made for a payment whose answer was lost, found by its metadata among the customer's newest. */
  findHold(request: { customerId: string; paymentId: string; since: Date }): Promise<Hold | null>;

  /** Gives back captured money to the card it came from. `refundId` is ours; the same key never gives back twice. */
  refund(request: RefundRequest): Promise<Refund>;
  /** A refund by the provider's reference, as it stands now. */
  refundState(ref: string): Promise<Refund>;
  /** A refund whose answer was lost, found by our `refundId` among those of its intent. */
  findRefund(request: { intentId: string; refundId: string }): Promise<Refund | null>;

  /** Opens a hosted page that saves a card and takes no money. The same key returns the same page. */
  openCardPage(request: CardPageRequest): Promise<CardPage>;
  /** How that page stands; `card` once it is complete. */
  cardPage(sessionId: string): Promise<CardPage>;
  /** The cards kept for a customer, newest first. */
  cards(customerId: string): Promise<SavedCard[]>;
  /** Forgets a card for good; forgetting one that is gone changes nothing. */
  forgetCard(paymentMethodId: string): Promise<void>;

  /** A dispute that a card's owner opened. */
  dispute(disputeId: string): Promise<Dispute>;

  /** What moved the provider's balance since a moment (inclusive), newest first, page by page. */
  movements(since: Date): AsyncIterable<Movement[]>;

  /** Verifies a delivery on its raw body (signature and age); throws ProviderError `rejected` when forged or old. */
  verifyWebhook(rawBody: string, signature: string): PaymentEvent;
  /** Events since a moment, newest first: what webhooks may have lost. */
  events(since: Date): AsyncIterable<PaymentEvent>;
};

export type CheckoutRequest = {
  key: string;
  orderId: string;
  paymentId: string;
  customerId: string;
  currency: string;
  lines: { label: string; amountMinor: number }[];
  /** Who the page says is paid. */
  shopName: string;
  /** The sentence under the pay button. */
  promise: string;
  successUrl: string;
  cancelUrl: string;
  /** Stripe allows 30 minutes to 24 hours ahead. */
  expiresAt: Date;
};

export type Checkout = {
  sessionId: string;
  state: "open" | "complete" | "expired";
  url: string | null;
  intentId: string | null;
  expiresAt: Date;
};

export type SavedCardRequest = {
  key: string;
  customerId: string;
  paymentMethodId: string;
  amountMinor: number;
  currency: string;
  orderId: string;
  paymentId: string;
};

/**
 * `refused` carries the card's own answer: `code` is the card network's decline code where there is one (`do_not_honor`), else
 * Stripe's (`expired_card`). `needsPerson`: nobody refused, the bank wants its customer present (`authentication_required`);
 * asking again without them never helps.
 */
export type SavedCardAnswer =
  | { state: "held"; hold: Hold }
  | { state: "refused"; code: string; message: string; needsPerson: boolean };

export type SavedCard = {
  paymentMethodId: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
};

export type CardPageRequest = { key: string; customerId: string; successUrl: string; cancelUrl: string };

export type CardPage = {
  sessionId: string;
  state: "open" | "complete" | "expired";
  url: string | null;
  card: SavedCard | null;
};

export type RefundRequest = { key: string; intentId: string; amountMinor: number; refundId: string; orderId: string };

/**
 * `pending`: on its way, and may still fail. `failed`: the bank did not take it, and the money is back in the balance;
 * `message` says why. Ids of ours are from the metadata we sent.
 */
export type Refund = {
  ref: string;
  state: "done" | "pending" | "failed";
  amountMinor: number;
  currency: string;
  intentId: string | null;
  refundId: string | null;
  orderId: string | null;
  message?: string;
};

/** `open` waits for an answer until `answerBy`; `warning` is an inquiry that has taken no money yet. */
export type Dispute = {
  disputeId: string;
  intentId: string | null;
  state: "warning" | "open" | "under_review" | "won" | "lost";
  reason: string;
  amountMinor: number;
  currency: string;
  answerBy: Date | null;
};

/**
 * A line of the provider's balance (Stripe: balance transaction), in the balance's own currency. `amountMinor` is signed
 * before fees; what arrives is `amountMinor - feeMinor`. `sourceId` is the charge, refund, dispute or payout behind it;
 * `intentId` the payment it belongs to, where it belongs to one.
 */
export type Movement = {
  id: string;
  at: Date;
  kind: "charge" | "refund" | "refund_failure" | "dispute" | "fee" | "payout" | "other";
  sourceId: string | null;
  intentId: string | null;
  amountMinor: number;
  feeMinor: number;
  currency: string;
};

/** A PaymentIntent as far as the platform cares. `none`: no money is held yet. */
export type Hold = {
  intentId: string;
  state: "none" | "needs_action" | "processing" | "held" | "captured" | "cancelled";
  amountMinor: number;
  capturableMinor: number;
  capturedMinor: number;
  currency: string;
  customerId: string | null;
  /** Our own ids, from the metadata we sent. */
  orderId: string | null;
  paymentId: string | null;
  /** The card network's deadline, from the charge; null while nothing is held. */
  captureBefore: Date | null;
  card: SavedCard | null;
  decline: { code: string; message: string } | null;
};

/**
 * A hint that an object changed (R8). `objectId` is what to look at: a session (`cs_`), an intent (`pi_`, also for events of
 * its charge), a refund (`re_`), a dispute (`dp_`, `du_`) or a card (`pm_`); empty for events about none of them. `intentId`
 * is the payment it belongs to, where it belongs to one.
 */
export type PaymentEvent = { eventId: string; type: string; objectId: string; intentId: string | null; at: Date };
