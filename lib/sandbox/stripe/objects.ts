import type Stripe from "stripe";
import type { Decline } from "./cards";

/** What the sandbox keeps, by kind, in the shapes of the pinned API version: the SDK's own types check the builders. */
export type ObjectByKind = {
  customer: Stripe.Customer;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  setup_intent: Stripe.SetupIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  "checkout.session": Stripe.Checkout.Session;
  balance_transaction: Stripe.BalanceTransaction;
  dispute: Stripe.Dispute;
};
export type Kind = keyof ObjectByKind;

/** What Stripe knows about an object and never shows. */
export type HiddenByKind = {
  customer: { deleted?: boolean };
  /** `number` names the test card; `setUp` is true once its owner agreed to off-session use. */
  payment_method: {
    number: string;
    setUp: boolean;
    detached?: boolean;
    /** What its bank answers from some day on, whatever the number says. */
    decline?: Decline;
  };
  payment_intent: {
    session?: string;
    /** The method that waits for its owner in a 3-D Secure challenge, or would be used on confirmation. */
    pending?: { paymentMethod: string; save: boolean };
    returnUrl?: string;
    offSession?: boolean;
  };
  setup_intent: { pending?: string; returnUrl?: string; session?: string };
  charge: Record<string, never>;
  refund: { willFail?: boolean };
  dispute: Record<string, never>;
  "checkout.session": {
    lineItems: Stripe.LineItem[];
    intentData: {
      capture_method?: string;
      description?: string;
      metadata: Record<string, string>;
      receipt_email?: string;
      setup_future_usage?: string;
      statement_descriptor?: string;
      statement_descriptor_suffix?: string;
    };
    allowedTypes: string[] | null;
    merchantName: string;
  };
  balance_transaction: Record<string, never>;
};

/** The id of something that may have been expanded. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  if (!reference) return null;
  return typeof reference === "string" ? reference : reference.id;
}

export const nouns: Record<Kind, string> = {
  customer: "customer",
  payment_method: "PaymentMethod",
  payment_intent: "payment_intent",
  setup_intent: "setupintent",
  charge: "charge",
  refund: "refund",
  "checkout.session": "checkout.session",
  balance_transaction: "balance transaction",
  dispute: "dispute",
};
