import Stripe from "stripe";
import type { Clock } from "@/lib/kernel/clock";
import { ProviderError } from "@/lib/kernel/errors";
import type { TraceSink } from "../trace";
import { tracedFetch } from "../traced-fetch";
import type { Payments } from "./contract";
import { toCheckout, toHold, toPaymentEvent } from "./convert";
import { stripeBooks } from "./stripe-books";
import { stripeCards } from "./stripe-cards";
import { read, write } from "./stripe-guard";

/** One API version for requests and for the webhook endpoint, whatever the account's default is. */
export const stripeApiVersion = "2026-10-28.endive";

export type StripeSetup = {
  secretKey: string;
  webhookSecret: string;
  /** Another address than Stripe's own, with or without a path in front of /v1. */
  baseUrl?: string | undefined;
  clock: Clock;
  trace: TraceSink;
};

const expanded = { expand: ["latest_charge"] };

export function openStripe(setup: StripeSetup): Payments {
  const base = setup.baseUrl ? new URL(setup.baseUrl) : null;
  const stripe = new Stripe(setup.secretKey, {
    apiVersion: stripeApiVersion,
    // Retries are the durable step's business: it looks before it repeats.
    maxNetworkRetries: 0,
    timeout: 20_000,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(
      tracedFetch({
        provider: "stripe",
        label: (method, url) =>
          `${method} ${url.pathname.replace(/\/(cs|pi|cus|pm|evt|ch|re|du|dp|txn)_[A-Za-z0-9_]+/g, "/:id")}`,
        rewrite: (url) => (base ? new URL(base.pathname.replace(/\/$/, "") + url.pathname + url.search, base) : url),
        clock: setup.clock,
        trace: setup.trace,
      }),
    ),
  });
  const hold = async (intentId: string) => toHold(await read(() => stripe.paymentIntents.retrieve(intentId, expanded)));

  return {
    ...stripeCards(stripe),
    ...stripeBooks(stripe),
    hold,
    async createCustomer({ key, merchantId, email, name }) {
      const params = { email, name, metadata: { merchant_id: merchantId } };
      return (await write(() => stripe.customers.create(params, { idempotencyKey: key }))).id;
    },
    async openCheckout(request) {
      const metadata = { order_id: request.orderId, payment_id: request.paymentId };
      const params: Stripe.Checkout.SessionCreateParams = {
        mode: "payment",
        customer: request.customerId,
        client_reference_id: request.orderId,
        metadata,
        // A session's metadata stays on the session: the intent needs its own copy.
        payment_intent_data: { capture_method: "manual", setup_future_usage: "off_session", metadata },
        allowed_payment_method_types: ["card"],
        line_items: request.lines.map((line) => ({
          quantity: 1,
          price_data: {
            currency: request.currency.toLowerCase(),
            unit_amount: line.amountMinor,
            product_data: { name: line.label },
          },
        })),
        // Cards kept for renewals may be used again by the person who gave them.
        saved_payment_method_options: { allow_redisplay_filters: ["always", "limited"] },
        branding_settings: { display_name: request.shopName },
        custom_text: { submit: { message: request.promise } },
        success_url: request.successUrl,
        cancel_url: request.cancelUrl,
        expires_at: Math.floor(request.expiresAt.getTime() / 1000),
      };
      return toCheckout(await write(() => stripe.checkout.sessions.create(params, { idempotencyKey: request.key })));
    },
    async checkout(sessionId) {
      return toCheckout(await read(() => stripe.checkout.sessions.retrieve(sessionId)));
    },
    async expireCheckout(sessionId) {
      const session = await read(() => stripe.checkout.sessions.retrieve(sessionId));
      if (session.status === "open") await write(() => stripe.checkout.sessions.expire(sessionId));
    },
    async capture({ intentId, amountMinor, key }) {
      const params = { amount_to_capture: amountMinor, ...expanded };
      return toHold(await write(() => stripe.paymentIntents.capture(intentId, params, { idempotencyKey: key })));
    },
    async release({ intentId, key }) {
      return toHold(await write(() => stripe.paymentIntents.cancel(intentId, expanded, { idempotencyKey: key })));
    },
    async holdSavedCard(request) {
      const params: Stripe.PaymentIntentCreateParams = {
        amount: request.amountMinor,
        currency: request.currency.toLowerCase(),
        customer: request.customerId,
        payment_method: request.paymentMethodId,
        // Stripe refuses kinds that could lead away from the page when nobody is there to follow.
        allowed_payment_method_types: ["card"],
        capture_method: "manual",
        off_session: true,
        confirm: true,
        metadata: { order_id: request.orderId, payment_id: request.paymentId },
        ...expanded,
      };
      try {
        const intent = await write(() => stripe.paymentIntents.create(params, { idempotencyKey: request.key }));
        return { state: "held", hold: toHold(intent) };
      } catch (error) {
        if (!(error instanceof ProviderError) || error.kind !== "rejected") throw error;
        const code = error.vendorCode ?? "declined";
        return { state: "refused", code, message: error.message, needsPerson: code === "authentication_required" };
      }
    },
    async findHold({ customerId, paymentId, since }) {
      const created = { gte: Math.floor(since.getTime() / 1000) - 60 };
      const list = await read(() => stripe.paymentIntents.list({ customer: customerId, created, limit: 100 }));
      const match = list.data.find((intent) => intent.metadata.payment_id === paymentId);
      return match ? hold(match.id) : null;
    },
    verifyWebhook(rawBody, signature) {
      try {
        const event = stripe.webhooks.constructEvent(
          rawBody,
          signature,
          setup.webhookSecret,
          undefined,
          undefined,
          setup.clock.now().getTime(),
        );
        return (
          toPaymentEvent(event) ?? {
            eventId: event.id,
            type: event.type,
            objectId: "",
            intentId: null,
            at: new Date(event.created * 1000),
          }
        );
      } catch (cause) {
        throw new ProviderError("stripe", "rejected", "The signature of this delivery is wrong or too old.", { cause });
      }
    },
    async *events(since) {
      const created = { gte: Math.floor(since.getTime() / 1000) };
      let after: string | undefined;
      for (;;) {
        const params: Stripe.EventListParams = { created, limit: 100, ...(after ? { starting_after: after } : {}) };
        const page = await read(() => stripe.events.list(params));
        for (const event of page.data) {
          const known = toPaymentEvent(event);
          if (known) yield known;
        }
        after = page.data.at(-1)?.id;
        if (!page.has_more || !after) return;
      }
    },
  };
}
