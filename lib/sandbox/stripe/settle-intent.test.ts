import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { failureOf, holdInput, type StripeWorld, startStripe } from "./testing/start-stripe";

let world: StripeWorld;
let customer: string;
beforeAll(async () => {
  world = await startStripe();
  customer = (await world.stripe.customers.create({ email: "ada@example.com" })).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.sandbox.tick();
  world.received.length = 0;
});

const nowSeconds = () => Math.floor(world.clock.now().getTime() / 1000);
const hold = (rest: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  world.stripe.paymentIntents.create(holdInput(customer, rest));
const day = 86_400;

describe("capturing", () => {
  it("takes all of it once; a second capture is an unexpected state with the intent in the error", async () => {
    const held = await hold();
    const captured = await world.stripe.paymentIntents.capture(held.id, { expand: ["latest_charge"] });
    expect(captured).toMatchObject({
      status: "succeeded",
      amount_received: 2000,
      amount_capturable: 0,
      latest_charge: { captured: true, amount_captured: 2000, amount_refunded: 0 },
    });
    expect((await world.arrived()).slice(-2)).toEqual(["charge.captured", "payment_intent.succeeded"]);
    const fee = Math.round(2000 * 0.029) + 30;
    expect((await world.stripe.balance.retrieve()).pending).toMatchObject([{ amount: 2000 - fee, currency: "usd" }]);
    const error = await failureOf(world.stripe.paymentIntents.capture(held.id));
    expect(error).toMatchObject({
      statusCode: 400,
      code: "payment_intent_unexpected_state",
      payment_intent: { id: held.id, status: "succeeded" },
    });
  });

  it("a part releases the rest for good, and the charge then reads as partly refunded", async () => {
    const held = await hold();
    const captured = await world.stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 1500,
      expand: ["latest_charge"],
    });
    expect(captured).toMatchObject({
      amount: 2000,
      amount_received: 1500,
      amount_capturable: 0,
      latest_charge: { amount_captured: 1500, amount_refunded: 500, refunded: false },
    });
    expect((await world.stripe.refunds.list({ payment_intent: held.id })).data).toHaveLength(0);
  });

  it("refuses more than is held, nothing at all, and multicapture", async () => {
    const held = await hold();
    expect(await failureOf(world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 2001 }))).toMatchObject({
      code: "amount_too_large",
    });
    expect(await failureOf(world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 0 }))).toMatchObject({
      code: "parameter_invalid_integer",
    });
    expect(
      await failureOf(world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 5, final_capture: false })),
    ).toMatchObject({ param: "final_capture" });
    expect((await world.stripe.paymentIntents.retrieve(held.id)).amount_capturable).toBe(2000);
  });

  it("a lapsed hold is too late: charge_expired_for_capture, then a canceled intent", async () => {
    const held = await hold();
    world.clock.advance(7 * day * 1000);
    expect(await failureOf(world.stripe.paymentIntents.capture(held.id))).toMatchObject({
      code: "charge_expired_for_capture",
    });
    expect((await world.arrived()).filter((type) => /expired|canceled/.test(type))).toEqual(
      expect.arrayContaining(["charge.expired", "payment_intent.canceled"]),
    );
    const after = await world.stripe.paymentIntents.retrieve(held.id, { expand: ["latest_charge"] });
    expect(after).toMatchObject({
      status: "canceled",
      cancellation_reason: "automatic",
      amount_capturable: 0,
      latest_charge: { captured: false, refunded: true, amount_refunded: 2000 },
    });
    expect(await failureOf(world.stripe.paymentIntents.capture(held.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
  });

  it("a capture and a cancel at the same moment: exactly one wins, twenty times", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { id } = await hold();
      const results = await Promise.allSettled([
        world.stripe.paymentIntents.capture(id),
        world.stripe.paymentIntents.cancel(id),
      ]);
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      const { status, amount_received } = await world.stripe.paymentIntents.retrieve(id);
      expect([status, amount_received]).toEqual(
        results[0]?.status === "fulfilled" ? ["succeeded", 2000] : ["canceled", 0],
      );
    }
  });
});

describe("releasing and refunding", () => {
  it("a cancel releases the hold and marks the charge refunded, although no refund exists", async () => {
    const held = await hold();
    const canceled = await world.stripe.paymentIntents.cancel(held.id, {
      cancellation_reason: "abandoned",
      expand: ["latest_charge"],
    });
    expect(canceled).toMatchObject({
      status: "canceled",
      cancellation_reason: "abandoned",
      canceled_at: nowSeconds(),
      latest_charge: { refunded: true, amount_captured: 0 },
    });
    expect((await world.arrived()).slice(-2)).toEqual(["charge.refunded", "payment_intent.canceled"]);
    expect(await failureOf(world.stripe.paymentIntents.cancel(held.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    expect(await failureOf(world.stripe.paymentIntents.confirm(held.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
  });

  it("an intent of a Checkout Session is cancelled by expiring the session, unless it holds money", async () => {
    const session = await world.stripe.checkout.sessions.create({
      mode: "payment",
      line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 900, product_data: { name: "a.com" } } }],
      success_url: "http://shop.test/ok",
      payment_intent_data: { capture_method: "manual" },
    });
    await world.post(new URL(session.url!).pathname, {
      payment_method: "new",
      email: "a@b.test",
      number: "4000000000000002",
      expiry: "12/34",
      cvc: "123",
      name: "A",
    });
    const intent = String((await world.stripe.checkout.sessions.retrieve(session.id)).payment_intent);
    expect((await failureOf(world.stripe.paymentIntents.cancel(intent))).message).toContain(
      "Expire the Checkout Session instead",
    );
    await world.post(new URL(session.url!).pathname, {
      payment_method: "new",
      email: "a@b.test",
      number: "4242424242424242",
      expiry: "12/34",
      cvc: "123",
      name: "A",
    });
    expect((await world.stripe.paymentIntents.cancel(intent)).status).toBe("canceled");
  });

  it("refunds what was captured and no more; the released part is not there to be refunded", async () => {
    const held = await hold();
    expect(await failureOf(world.stripe.refunds.create({ payment_intent: held.id }))).toMatchObject({
      statusCode: 400,
    });
    await world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
    expect(await failureOf(world.stripe.refunds.create({ payment_intent: held.id, amount: 1501 }))).toMatchObject({
      param: "amount",
    });
    const refund = await world.stripe.refunds.create({ payment_intent: held.id, metadata: { order_id: "ord_1" } });
    expect(refund).toMatchObject({ amount: 1500, status: "succeeded", payment_intent: held.id });
    expect(await failureOf(world.stripe.refunds.create({ payment_intent: held.id }))).toMatchObject({
      code: "charge_already_refunded",
    });
    expect((await world.arrived()).slice(-2)).toEqual(["refund.created", "charge.refunded"]);
    const charge = await world.stripe.charges.retrieve(String(refund.charge), {
      expand: ["refunds", "balance_transaction"],
    });
    expect(charge).toMatchObject({
      refunded: true,
      refunds: { data: [{ id: refund.id }] },
      balance_transaction: { amount: 1500, type: "charge" },
    });
  });

  it("a refund may fail a minute later and is owed again", async () => {
    const intent = await hold({ payment_method: "pm_card_refundFail", capture_method: "automatic" });
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 2000 });
    const refund = await world.stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe("succeeded");
    world.clock.advance(60_000);
    expect((await world.arrived()).slice(-3)).toEqual(["refund.updated", "charge.refund.updated", "refund.failed"]);
    expect(await world.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: "failed",
      failure_reason: "expired_or_canceled_card",
    });
    expect(await world.stripe.charges.retrieve(String(refund.charge))).toMatchObject({
      refunded: false,
      amount_refunded: 0,
    });
  });
});
