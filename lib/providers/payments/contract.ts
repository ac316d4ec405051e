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
  /** A new hold on a saved card without the merchant present. `refused` carries the card's answer. */
  rehold(
    request: ReholdRequest,
  ): Promise<{ state: "held"; hold: Hold } | { state: "refused"; code: string; message: string }>;
  /** A hold made for a payment whose answer was lost, found by its metadata among the customer's newest. */
  findHold(request: { customerId: string; paymentId: string; since: Date }): Promise<Hold | null>;

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

export type ReholdRequest = {
  key: string;
  customerId: string;
  paymentMethodId: string;
  amountMinor: number;
  currency: string;
  orderId: string;
  paymentId: string;
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
  card: { paymentMethodId: string; brand: string; last4: string; expMonth: number; expYear: number } | null;
  decline: { code: string; message: string } | null;
};

/** A hint that an object changed (R8). `objectId` is the session or intent to look at. */
export type PaymentEvent = { eventId: string; type: string; objectId: string; at: Date };
