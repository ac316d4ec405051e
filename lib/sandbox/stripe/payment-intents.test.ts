import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type StripeWorld, startStripe } from "./testing/start-stripe";

let world: StripeWorld;
let customer: string;
beforeAll(async () => {
  world = await startStripe();
  customer = (await world.stripe.customers.create({ email: "ada@example.com", metadata: { merchant: "mer_1" } })).id;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.sandbox.tick();
  world.received.length = 0;
});

const day = 86_400;
const nowSeconds = () => Math.floor(world.clock.now().getTime() / 1000);

function hold(rest: Partial<Stripe.PaymentIntentCreateParams> = {}, options: Stripe.RequestOptions = {}) {
  return world.stripe.paymentIntents.create(
    {
      amount: 2000,
      currency: "usd",
      customer,
      capture_method: "manual",
      confirm: true,
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
      expand: ["latest_charge"],
      ...rest,
    },
    options,
  );
}

async function failure(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call should have failed.");
}

const cardOf = (intent: Stripe.PaymentIntent) => (intent.latest_charge as Stripe.Charge).payment_method_details?.card;

describe("holding money", () => {
  it("goes from a method to confirmation to a hold, one state at a time", async () => {
    const created = await world.stripe.paymentIntents.create({
      amount: 2000,
      currency: "usd",
      capture_method: "manual",
    });
    expect(created).toMatchObject({ status: "requires_payment_method", amount_capturable: 0, latest_charge: null });
    const withMethod = await world.stripe.paymentIntents.update(created.id, { payment_method: "pm_card_mastercard" });
    expect(withMethod.status).toBe("requires_confirmation");
    const held = await world.stripe.paymentIntents.confirm(created.id, { return_url: "http://shop.test/back" });
    expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 2000 });
    expect(await world.arrived()).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
    ]);
  });

  it("needs a way back while methods that leave the page could be chosen", async () => {
    const error = await failure(hold({ allowed_payment_method_types: undefined as never }));
    expect(error).toMatchObject({ statusCode: 400, type: "StripeInvalidRequestError" });
    expect(error.message).toContain("return_url");
    expect((await world.stripe.paymentIntents.list({ customer, limit: 100 })).data, "nothing was made").toHaveLength(0);
  });

  it("holds seven days on session; off session a Visa holds 4 days 18 hours and the others seven days", async () => {
    const visa = (await world.stripe.paymentMethods.attach("pm_card_visa", { customer })).id;
    const mastercard = (await world.stripe.paymentMethods.attach("pm_card_mastercard", { customer })).id;
    expect(cardOf(await hold())?.capture_before).toBe(nowSeconds() + 7 * day);
    expect(cardOf(await hold({ payment_method: visa, off_session: true }))?.capture_before).toBe(
      nowSeconds() + 4 * day + 18 * 3600,
    );
    expect(cardOf(await hold({ payment_method: mastercard, off_session: true }))?.capture_before).toBe(
      nowSeconds() + 7 * day,
    );
  });

  it("off session, a card that wants its owner is declined and the intent waits for another method", async () => {
    const error = await failure(hold({ payment_method: "pm_card_authenticationRequired", off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, type: "StripeCardError", code: "authentication_required" });
    const intent = error.payment_intent as Stripe.PaymentIntent;
    expect(await world.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "authentication_required" },
    });
    expect(await world.arrived()).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
  });

  it("a card set up once by its owner is charged off session afterwards", async () => {
    const setup = await world.stripe.setupIntents.create({
      customer,
      payment_method: "pm_card_authenticationRequiredOnSetup",
      confirm: true,
      return_url: "http://shop.test/saved",
    });
    expect(setup).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
    const challenge = setup.next_action?.redirect_to_url?.url ?? "";
    expect((await world.open(challenge)).text).toContain("Confirm it is you");
    const back = await world.post(challenge, { answer: "complete" });
    expect(back.headers.get("location")).toMatch(
      /^http:\/\/shop\.test\/saved\?setup_intent=seti_.*redirect_status=succeeded$/,
    );
    const method = String((await world.stripe.setupIntents.retrieve(setup.id)).payment_method);
    expect((await hold({ payment_method: method, off_session: true })).status).toBe("requires_capture");
  });

  it("on session, the challenge has an address of its own and comes back to the return_url", async () => {
    const intent = await hold({
      payment_method: "pm_card_authenticationRequired",
      return_url: "http://shop.test/back",
    });
    expect(intent).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
    const challenge = intent.next_action?.redirect_to_url?.url ?? "";
    expect((await world.post(challenge, { answer: "complete" })).headers.get("location")).toContain(
      "redirect_status=succeeded",
    );
    expect((await world.stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_capture");
  });

  it.each([
    ["pm_card_chargeDeclined", "card_declined"],
    ["pm_card_chargeDeclinedInsufficientFunds", "card_declined"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card"],
    ["pm_card_chargeDeclinedProcessingError", "processing_error"],
  ])("%s is a card error that leaves a failed charge and no money", async (token, code) => {
    const error = await failure(hold({ payment_method: token }));
    expect(error).toMatchObject({ statusCode: 402, code });
    expect(await world.stripe.charges.retrieve(String(error.charge))).toMatchObject({
      status: "failed",
      paid: false,
      failure_code: code,
    });
  });

  it("a card of one customer cannot be used for another", async () => {
    const other = await world.stripe.customers.create({});
    const card = await world.stripe.paymentMethods.attach("pm_card_visa", { customer: other.id });
    expect((await failure(hold({ payment_method: card.id }))).statusCode).toBe(400);
    await world.stripe.paymentMethods.detach(card.id);
    expect((await failure(hold({ payment_method: card.id }))).message).toContain("may not be used again");
  });
});

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
    const error = await failure(world.stripe.paymentIntents.capture(held.id));
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
    expect(await failure(world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 2001 }))).toMatchObject({
      code: "amount_too_large",
    });
    expect(await failure(world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 0 }))).toMatchObject({
      code: "parameter_invalid_integer",
    });
    expect(
      await failure(world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 5, final_capture: false })),
    ).toMatchObject({ param: "final_capture" });
    expect((await world.stripe.paymentIntents.retrieve(held.id)).amount_capturable).toBe(2000);
  });

  it("a lapsed hold is too late: charge_expired_for_capture, then a canceled intent", async () => {
    const held = await hold();
    world.clock.advance(7 * day * 1000);
    expect(await failure(world.stripe.paymentIntents.capture(held.id))).toMatchObject({
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
    expect(await failure(world.stripe.paymentIntents.capture(held.id))).toMatchObject({
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
    expect(await failure(world.stripe.paymentIntents.cancel(held.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
    expect(await failure(world.stripe.paymentIntents.confirm(held.id))).toMatchObject({
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
    expect((await failure(world.stripe.paymentIntents.cancel(intent))).message).toContain(
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
    expect(await failure(world.stripe.refunds.create({ payment_intent: held.id }))).toMatchObject({ statusCode: 400 });
    await world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
    expect(await failure(world.stripe.refunds.create({ payment_intent: held.id, amount: 1501 }))).toMatchObject({
      param: "amount",
    });
    const refund = await world.stripe.refunds.create({ payment_intent: held.id, metadata: { order_id: "ord_1" } });
    expect(refund).toMatchObject({ amount: 1500, status: "succeeded", payment_intent: held.id });
    expect(await failure(world.stripe.refunds.create({ payment_intent: held.id }))).toMatchObject({
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

describe("finding things again", () => {
  it("by metadata search, by customer and time, page by page", async () => {
    const one = await hold({ metadata: { order_id: "ord_find", op_id: "o'1" } });
    world.clock.advance(5000);
    const two = await hold({ metadata: { order_id: "ord_find" }, amount: 3000 });
    const found = await world.stripe.paymentIntents.search({
      query: "metadata['order_id']:'ord_find' AND status:'requires_capture'",
    });
    expect(found.data.map((intent) => intent.id)).toEqual([two.id, one.id]);
    expect((await world.stripe.paymentIntents.search({ query: `metadata["op_id"]:"o'1"` })).data).toMatchObject([
      { id: one.id },
    ]);
    expect(
      (await world.stripe.paymentIntents.search({ query: "metadata['order_id']:'ord_find' AND amount>2500" })).data,
    ).toMatchObject([{ id: two.id }]);
    expect((await failure(world.stripe.paymentIntents.search({ query: "nonsense" }))).param).toBe("query");
    const listed = await world.stripe.paymentIntents.list({ customer, created: { gte: two.created } });
    expect(listed.data.map((intent) => intent.id)).toEqual([two.id]);
    const all: string[] = [];
    for await (const intent of world.stripe.paymentIntents.list({ customer, limit: 2 })) all.push(intent.id);
    expect(all.length).toBeGreaterThan(4);
    expect(new Set(all).size).toBe(all.length);
    expect((await world.stripe.balance.retrieve()).pending.length).toBeGreaterThan(0);
  });
});
