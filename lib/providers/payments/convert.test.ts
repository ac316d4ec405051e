import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { toCheckout, toHold, toPaymentEvent } from "./convert";

const charge = {
  payment_method: "pm_1",
  payment_method_details: {
    card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2030, capture_before: 1_800_000_000 },
  },
};
const intent = (given: Record<string, unknown> = {}) =>
  ({
    id: "pi_1",
    status: "requires_capture",
    amount: 1399,
    amount_capturable: 1399,
    amount_received: 0,
    currency: "usd",
    customer: "cus_1",
    metadata: { order_id: "ord_1", payment_id: "pay_1" },
    latest_charge: charge,
    last_payment_error: null,
    ...given,
  }) as unknown as Stripe.PaymentIntent;

describe("a PaymentIntent as we see it", () => {
  it.each([
    ["requires_payment_method", "none"],
    ["requires_confirmation", "none"],
    ["requires_action", "needs_action"],
    ["processing", "processing"],
    ["requires_capture", "held"],
    ["succeeded", "captured"],
    ["canceled", "cancelled"],
    ["something_new", "processing"],
  ])("PE-10: %s is %s", (status, state) => expect(toHold(intent({ status })).state).toBe(state));

  it("PE-10: has Stripe's own deadline and nobody's guess, and only while money is held", () => {
    expect(toHold(intent()).captureBefore).toEqual(new Date(1_800_000_000_000));
    expect(toHold(intent({ status: "succeeded" })).captureBefore).toBeNull();
    expect(toHold(intent({ latest_charge: null })).captureBefore).toBeNull();
    expect(toHold(intent({ latest_charge: "ch_1" }))).toMatchObject({ captureBefore: null, card: null });
  });

  it("carries our own ids, the card that can be shown, and the amounts in minor units", () => {
    expect(toHold(intent())).toMatchObject({
      orderId: "ord_1",
      paymentId: "pay_1",
      customerId: "cus_1",
      currency: "USD",
      amountMinor: 1399,
      capturableMinor: 1399,
      capturedMinor: 0,
      card: { paymentMethodId: "pm_1", brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 },
      decline: null,
    });
    expect(toHold(intent({ metadata: {}, customer: { id: "cus_2" } }))).toMatchObject({
      orderId: null,
      paymentId: null,
      customerId: "cus_2",
    });
  });

  it.each([
    [
      { code: "card_declined", decline_code: "insufficient_funds", message: "No funds." },
      { code: "insufficient_funds", message: "No funds." },
    ],
    [
      { code: "expired_card", message: "Expired." },
      { code: "expired_card", message: "Expired." },
    ],
    [{}, { code: "declined", message: "" }],
  ])("a refusal %j reads %j", (last_payment_error, decline) =>
    expect(toHold(intent({ last_payment_error })).decline).toEqual(decline),
  );
});

describe("a Checkout Session as we see it", () => {
  it.each([
    ["open", "open"],
    ["complete", "complete"],
    ["expired", "expired"],
    [null, "open"],
  ])("%s is %s", (status, state) => {
    const session = { id: "cs_1", status, url: "u", payment_intent: null, expires_at: 1_800_000_000 };
    expect(toCheckout(session as unknown as Stripe.Checkout.Session)).toMatchObject({
      sessionId: "cs_1",
      state,
      intentId: null,
    });
  });
});

describe("an event", () => {
  const event = (object: unknown) =>
    ({ id: "evt_1", type: "x", created: 1_800_000_000, data: { object } }) as unknown as Stripe.Event;
  it.each<[string, unknown, string | null]>([
    ["an intent", { object: "payment_intent", id: "pi_1" }, "pi_1"],
    ["a session", { object: "checkout.session", id: "cs_1", payment_intent: "pi_1" }, "cs_1"],
    ["a charge", { object: "charge", id: "ch_1", payment_intent: "pi_1" }, "pi_1"],
    ["a charge with its intent inside", { object: "charge", id: "ch_1", payment_intent: { id: "pi_2" } }, "pi_2"],
    ["a refund", { object: "refund", id: "re_1", payment_intent: "pi_1" }, "re_1"],
    ["a dispute", { object: "dispute", id: "dp_1", payment_intent: { id: "pi_1" } }, "dp_1"],
    ["a card", { object: "payment_method", id: "pm_1" }, "pm_1"],
    ["a customer", { object: "customer", id: "cus_1" }, null],
  ])("R8: about %s points at what to look at", (_, object, objectId) => {
    expect(toPaymentEvent(event(object))?.objectId ?? null).toBe(objectId);
  });
});
