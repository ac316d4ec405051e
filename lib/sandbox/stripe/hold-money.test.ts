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
    const error = await failureOf(hold({ allowed_payment_method_types: undefined as never }));
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
    const error = await failureOf(hold({ payment_method: "pm_card_authenticationRequired", off_session: true }));
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
    const error = await failureOf(hold({ payment_method: token }));
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
    expect((await failureOf(hold({ payment_method: card.id }))).statusCode).toBe(400);
    await world.stripe.paymentMethods.detach(card.id);
    expect((await failureOf(hold({ payment_method: card.id }))).message).toContain("may not be used again");
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
    expect((await failureOf(world.stripe.paymentIntents.search({ query: "nonsense" }))).param).toBe("query");
    const listed = await world.stripe.paymentIntents.list({ customer, created: { gte: two.created } });
    expect(listed.data.map((intent) => intent.id)).toEqual([two.id]);
    const all: string[] = [];
    for await (const intent of world.stripe.paymentIntents.list({ customer, limit: 2 })) all.push(intent.id);
    expect(all.length).toBeGreaterThan(4);
    expect(new Set(all).size).toBe(all.length);
  });
});
