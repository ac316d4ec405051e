import Stripe from "stripe";
import { newStripeId } from "../stripe-id";
import { sessionInput } from "./start-stripe";

export type Scenario = { name: string; expected: unknown; run: (stripe: Stripe, customer: string) => Promise<unknown> };

async function outcome(call: Promise<unknown>): Promise<unknown> {
  return call.catch((error: unknown) => {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return [error.statusCode, error.rawType, error.code ?? null, error.decline_code ?? null];
  });
}

const hold = (stripe: Stripe, customer: string, rest: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer,
    capture_method: "manual",
    confirm: true,
    payment_method: "pm_card_visa",
    allowed_payment_method_types: ["card"],
    ...rest,
  });

const declines = (token: string, code: string, declineCode: string | null): Scenario => ({
  name: `${token} declines`,
  expected: [402, "card_error", code, declineCode],
  run: (stripe, customer) => outcome(hold(stripe, customer, { payment_method: token })),
});

/** Short stories and how each must end: the sandbox and Stripe's test mode are held to the same list. */
export const conformanceScenarios: Scenario[] = [
  {
    name: "a new intent",
    expected: ["requires_payment_method", 0, 0],
    run: async (stripe) => {
      const intent = await stripe.paymentIntents.create({ amount: 2000, currency: "usd" });
      return [intent.status, intent.amount_capturable, intent.amount_received];
    },
  },
  {
    name: "a hold",
    expected: ["requires_capture", 2000, 0],
    run: async (stripe, customer) => {
      const intent = await hold(stripe, customer);
      return [intent.status, intent.amount_capturable, intent.amount_received];
    },
  },
  {
    name: "a partial capture",
    expected: ["succeeded", 0, 1500, 1500, 500, false],
    run: async (stripe, customer) => {
      const { id } = await hold(stripe, customer);
      const intent = await stripe.paymentIntents.capture(id, { amount_to_capture: 1500, expand: ["latest_charge"] });
      const charge = intent.latest_charge as Stripe.Charge;
      return [
        intent.status,
        intent.amount_capturable,
        intent.amount_received,
        charge.amount_captured,
        charge.amount_refunded,
        charge.refunded,
      ];
    },
  },
  {
    name: "a void",
    expected: ["canceled", "abandoned", 0, true],
    run: async (stripe, customer) => {
      const { id } = await hold(stripe, customer);
      const intent = await stripe.paymentIntents.cancel(id, {
        cancellation_reason: "abandoned",
        expand: ["latest_charge"],
      });
      return [
        intent.status,
        intent.cancellation_reason,
        intent.amount_received,
        (intent.latest_charge as Stripe.Charge).refunded,
      ];
    },
  },
  {
    name: "a second capture, and a cancel after it",
    expected: [
      [400, "invalid_request_error", "payment_intent_unexpected_state", null],
      [400, "invalid_request_error", "payment_intent_unexpected_state", null],
    ],
    run: async (stripe, customer) => {
      const { id } = await hold(stripe, customer);
      await stripe.paymentIntents.capture(id);
      return [await outcome(stripe.paymentIntents.capture(id)), await outcome(stripe.paymentIntents.cancel(id))];
    },
  },
  declines("pm_card_chargeDeclined", "card_declined", "generic_decline"),
  declines("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
  declines("pm_card_chargeDeclinedFraudulent", "card_declined", "fraudulent"),
  {
    name: "off session, a card that wants its owner",
    expected: [[402, "card_error", "authentication_required", "authentication_required"], "requires_payment_method"],
    run: async (stripe, customer) => {
      const refused = await outcome(
        hold(stripe, customer, { payment_method: "pm_card_authenticationRequired", off_session: true }),
      );
      const [latest] = (await stripe.paymentIntents.list({ customer, limit: 1 })).data;
      return [refused, latest?.status];
    },
  },
  {
    name: "on session, the same card",
    expected: ["requires_action", "redirect_to_url"],
    run: async (stripe, customer) => {
      const rest = { payment_method: "pm_card_authenticationRequired", return_url: "https://example.com/back" };
      const intent = await hold(stripe, customer, rest);
      return [intent.status, intent.next_action?.type];
    },
  },
  {
    name: "a refund, and one too many",
    expected: ["succeeded", 2000, [400, "invalid_request_error", "charge_already_refunded", null]],
    run: async (stripe, customer) => {
      const { id } = await hold(stripe, customer, { capture_method: "automatic" });
      const refund = await stripe.refunds.create({ payment_intent: id });
      return [refund.status, refund.amount, await outcome(stripe.refunds.create({ payment_intent: id }))];
    },
  },
  {
    name: "a checkout session, opened and expired",
    expected: ["open", "unpaid", null, "expired"],
    run: async (stripe) => {
      const session = await stripe.checkout.sessions.create(sessionInput());
      const expired = await stripe.checkout.sessions.expire(session.id);
      return [session.status, session.payment_status, session.payment_intent, expired.status];
    },
  },
  {
    name: "a session that saves a card, and takes no money",
    expected: ["open", "setup", "no_payment_required", null, "requires_payment_method", "off_session"],
    run: async (stripe, customer) => {
      const session = await stripe.checkout.sessions.create({
        mode: "setup",
        customer,
        allowed_payment_method_types: ["card"],
        success_url: "https://example.com/saved",
        cancel_url: "https://example.com/back",
        expand: ["setup_intent"],
      });
      const setup = session.setup_intent as Stripe.SetupIntent;
      return [session.status, session.mode, session.payment_status, session.payment_intent, setup.status, setup.usage];
    },
  },
  {
    name: "a card taken off file twice",
    expected: [null, [400, "invalid_request_error", null, null]],
    run: async (stripe, customer) => {
      const { id } = await stripe.paymentMethods.attach("pm_card_visa", { customer });
      const { customer: after } = await stripe.paymentMethods.detach(id);
      return [after, await outcome(stripe.paymentMethods.detach(id))];
    },
  },
  {
    name: "the balance's line of a charge, with the charge in it",
    expected: ["charge", "charge", 2000, true, true],
    run: async (stripe, customer) => {
      const intent = await hold(stripe, customer, { capture_method: "automatic", expand: ["latest_charge"] });
      const charge = intent.latest_charge as Stripe.Charge;
      const lines = await stripe.balanceTransactions.list({ limit: 20, expand: ["data.source"] });
      const line = lines.data.find((one) => (one.source as Stripe.Charge | null)?.id === charge.id);
      const source = line?.source as Stripe.Charge | undefined;
      return [
        line?.type,
        line?.reporting_category,
        line?.amount,
        (line?.fee ?? 0) > 0,
        source?.payment_intent === intent.id,
      ];
    },
  },
  {
    name: "a key used with other parameters",
    expected: [400, "idempotency_error", null, null],
    run: async (stripe) => {
      const idempotencyKey = newStripeId("conformance");
      await stripe.customers.create({ name: "one" }, { idempotencyKey });
      return outcome(stripe.customers.create({ name: "two" }, { idempotencyKey }));
    },
  },
  {
    name: "parameters that are not there, unknown or wrong",
    expected: [
      [400, "invalid_request_error", "parameter_missing", null],
      [400, "invalid_request_error", "parameter_unknown", null],
      [404, "invalid_request_error", "resource_missing", null],
    ],
    run: async (stripe) => [
      await outcome(stripe.rawRequest("POST", "/v1/payment_intents", { currency: "usd" })),
      await outcome(stripe.rawRequest("POST", "/v1/payment_intents", { amount: 900, currency: "usd", colour: "red" })),
      await outcome(stripe.paymentIntents.retrieve("pi_nothing")),
    ],
  },
];
