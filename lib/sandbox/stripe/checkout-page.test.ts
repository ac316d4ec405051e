import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type StripeWorld, sessionInput, startStripe, typedCard } from "./testing/start-stripe";

let world: StripeWorld;
beforeAll(async () => {
  world = await startStripe();
});
afterAll(() => world.close());
beforeEach(() => {
  world.received.length = 0;
  world.endpoint.status = 200;
});

async function openSession(rest = {}) {
  const session = await world.stripe.checkout.sessions.create(sessionInput(rest));
  return { ...session, path: new URL(session.url ?? "").pathname };
}

describe("the hosted page", () => {
  it("PE-10: a typed test card holds the money, completes the session and sends the customer back", async () => {
    const session = await openSession();
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      payment_intent: null,
      amount_total: 2598,
    });
    expect(session.url).toBe(`${world.baseUrl}/stripe/pay/${session.id}`);

    const reply = await world.post(session.path, typedCard("4242 4242 4242 4242"));
    expect(reply.status).toBe(303);
    expect(reply.headers.get("location")).toBe(`http://shop.test/orders/1?session=${session.id}`);

    const after = await world.stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent.latest_charge"],
    });
    expect(after).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
      url: null,
      metadata: { order_id: "ord_1", from: "session" },
      customer_details: { email: "ada@example.com", name: "Ada Lovelace" },
      payment_intent: {
        status: "requires_capture",
        amount: 2598,
        amount_capturable: 2598,
        amount_received: 0,
        metadata: { order_id: "ord_1" },
        latest_charge: {
          captured: false,
          payment_method_details: { card: { capture_before: world.clock.now().getTime() / 1000 + 7 * 86_400 } },
        },
      },
    });
    expect(await world.arrived()).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "checkout.session.completed",
    ]);
  });

  it("shows what is bought, the merchant's own words and where to go back to", async () => {
    const session = await openSession({
      custom_text: { submit: { message: "Held now, captured only when the name is yours." } },
      branding_settings: { display_name: "Nameplate <shop>" },
    });
    const { status, text } = await world.open(session.path);
    expect(status).toBe(200);
    expect(text).toContain("mystore.com, 1 year");
    expect(text).toContain("$25.98");
    expect(text).toContain("Held now, captured only when the name is yours.");
    expect(text).toContain("Nameplate &lt;shop&gt;");
    expect(text).toContain(`http://shop.test/cart?session=${session.id}`);
    expect(text).toContain("no real money");
  });

  it.each([
    ["4000000000000002", "card_declined", "generic_decline", "Your card was declined."],
    ["4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds."],
    ["4100000000000019", "card_declined", "fraudulent", "Your card was declined."],
    ["4000000000000069", "expired_card", undefined, "Your card has expired."],
    ["4000000000000127", "incorrect_cvc", undefined, "Your card&#39;s security code is incorrect."],
  ])(
    "PE-48: %s declines, says so, and another card may be tried in the same session",
    async (number, code, declineCode, copy) => {
      const session = await openSession();
      const declined = await world.post(session.path, typedCard(number));
      expect(declined.headers.get("location")).toBe(session.path);
      const { text } = await world.open(session.path);
      expect(text).toContain(copy);
      expect(text).toContain("Nothing was charged.");
      const open = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
      expect(open).toMatchObject({
        status: "open",
        payment_intent: { status: "requires_payment_method", payment_method: null, last_payment_error: { code } },
      });
      expect(
        (open.payment_intent as { last_payment_error: { decline_code?: string } }).last_payment_error.decline_code,
      ).toBe(declineCode);
      await world.post(session.path, typedCard("5555555555554444"));
      const paid = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
      expect(paid).toMatchObject({
        status: "complete",
        payment_intent: { status: "requires_capture", last_payment_error: null },
      });
      expect(await world.arrived()).toEqual([
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "checkout.session.completed",
      ]);
    },
  );

  it.each(["4000002500003155", "4000002760003184", "4000003800000446"])(
    "%s asks for 3-D Secure; completing it holds the money",
    async (number) => {
      const session = await openSession();
      const asked = await world.post(session.path, typedCard(number));
      const challenge = `/stripe/pay/challenge/${session.id}`;
      expect(asked.headers.get("location")).toBe(challenge);
      expect((await world.open(challenge)).text).toContain("Complete");
      const done = await world.post(challenge, { answer: "complete" });
      expect(done.headers.get("location")).toBe(`http://shop.test/orders/1?session=${session.id}`);
      const paid = await world.stripe.checkout.sessions.retrieve(session.id, {
        expand: ["payment_intent.latest_charge"],
      });
      expect(paid).toMatchObject({
        status: "complete",
        payment_intent: {
          status: "requires_capture",
          next_action: null,
          latest_charge: { payment_method_details: { card: { three_d_secure: { result: "authenticated" } } } },
        },
      });
      expect(await world.arrived()).toContain("payment_intent.requires_action");
      const again = await world.post(challenge, { answer: "fail" });
      expect(again.headers.get("location"), "an answer counts once").toBe(session.path);
      expect((await world.open(session.path)).text).toContain("This payment is complete");
    },
  );

  it("a failed 3-D Secure challenge charges nothing and leads back to the page with the reason", async () => {
    const session = await openSession();
    await world.post(session.path, typedCard("4000002760003184"));
    const failed = await world.post(`/stripe/pay/challenge/${session.id}`, { answer: "fail" });
    expect(failed.headers.get("location")).toBe(session.path);
    expect((await world.open(session.path)).text).toContain("We are unable to authenticate your payment method.");
    const after = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    expect(after).toMatchObject({
      status: "open",
      payment_intent: {
        status: "requires_payment_method",
        latest_charge: null,
        last_payment_error: { code: "payment_intent_authentication_failure" },
      },
    });
    expect(await world.arrived()).toContain("payment_intent.payment_failed");
  });

  it.each([
    ["4000008260003178", "insufficient_funds"],
    ["4000008400001629", "generic_decline"],
  ])("%s passes 3-D Secure and is then declined: %s", async (number, declineCode) => {
    const session = await openSession();
    await world.post(session.path, typedCard(number));
    const back = await world.post(`/stripe/pay/challenge/${session.id}`, { answer: "complete" });
    expect(back.headers.get("location")).toBe(session.path);
    const after = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    expect(after).toMatchObject({
      status: "open",
      payment_intent: { last_payment_error: { decline_code: declineCode } },
    });
  });

  it("says what is wrong with each field and keeps what was typed, but not the security code", async () => {
    const session = await openSession();
    const wrong = { email: "ada", number: "4242 4242 4242 4241", expiry: "13 / 34", cvc: "1a", name: "<script>" };
    const reply = await world.post(session.path, typedCard("", wrong));
    const text = await reply.text();
    expect(reply.status).toBe(422);
    for (const message of [
      "Your email address is incomplete.",
      "Your card number is invalid.",
      "expiration month is invalid",
      "digits only",
    ])
      expect(text).toContain(message);
    expect(text).toContain('value="4242 4242 4242 4241"');
    expect(text).not.toContain('value="1a"');
    expect(text).not.toContain("<script>");
    const empty = await (await world.post(session.path, {})).text();
    for (const message of [
      "Enter your email address.",
      "Enter a card number.",
      "Enter the expiration date.",
      "Enter the security code.",
      "Enter the name on the card.",
    ])
      expect(empty).toContain(message);
    const past = await (await world.post(session.path, typedCard("4242424242424242", { expiry: "01/20" }))).text();
    expect(past).toContain("in the past");
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBeNull();
  });

  it("refuses a card number that is not a test card before anything is stored", async () => {
    const session = await openSession();
    const reply = await world.post(session.path, typedCard("4539578763621486"));
    expect(reply.status).toBe(422);
    expect(await reply.text()).toContain("used a non test card");
    const [row] =
      await world.sql`select count(*)::int as n from sandbox.stripe_objects where hidden::text like '%4539578763621486%'`;
    expect(row?.n).toBe(0);
  });

  it("a saved card is offered to its customer and pays with one click", async () => {
    const customer = await world.stripe.customers.create({ email: "grace@example.com" });
    const input = {
      customer: customer.id,
      payment_intent_data: { capture_method: "manual" as const, setup_future_usage: "off_session" as const },
      saved_payment_method_options: { allow_redisplay_filters: ["always" as const, "limited" as const] },
    };
    const first = await openSession(input);
    expect((await world.open(first.path)).text).toContain(
      "you allow Sandbox merchant to charge your card for future payments",
    );
    await world.post(first.path, typedCard("378282246310005", { email: "", cvc: "1234" }));
    const methods = await world.stripe.paymentMethods.list({ customer: customer.id, type: "card" });
    expect(methods.data).toMatchObject([{ card: { brand: "amex", last4: "0005" }, allow_redisplay: "limited" }]);

    const second = await openSession(input);
    const { text } = await world.open(second.path);
    expect(text).toContain("American Express ending in 0005");
    expect(text).toContain("grace@example.com");
    const paid = await world.post(second.path, { payment_method: methods.data[0]?.id ?? "" });
    expect(paid.headers.get("location")).toBe(`http://shop.test/orders/1?session=${second.id}`);
    const other = await openSession({ customer: customer.id });
    expect((await world.open(other.path)).text, "without the filter a limited card is not shown").not.toContain(
      "ending in 0005",
    );
  });

  it("ticking save makes a customer's card show on every later page", async () => {
    const customer = await world.stripe.customers.create({ email: "joan@example.com" });
    const input = { customer: customer.id, saved_payment_method_options: { payment_method_save: "enabled" as const } };
    const session = await openSession(input);
    expect((await world.open(session.path)).text).toContain("Save my card");
    await world.post(session.path, typedCard("4242424242424242", { save: "1" }));
    const methods = await world.stripe.customers.listPaymentMethods(customer.id);
    expect(methods.data).toMatchObject([{ allow_redisplay: "always" }]);
    expect((await world.open((await openSession(input)).path)).text).toContain("Visa ending in 4242");
  });

  it("nobody pays with a card of another customer", async () => {
    const other = await world.stripe.customers.create({ email: "other@example.com" });
    const card = await world.stripe.paymentMethods.attach("pm_card_visa", { customer: other.id });
    const mine = await world.stripe.customers.create({ email: "me@example.com" });
    const session = await openSession({ customer: mine.id });
    const reply = await world.post(session.path, { payment_method: card.id });
    expect(reply.status).toBe(422);
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  });

  it("a second click, or two at once, pays once", async () => {
    const session = await openSession();
    const replies = await Promise.all([1, 2, 3].map(() => world.post(session.path, typedCard("4242424242424242"))));
    expect(replies.map((reply) => reply.headers.get("location"))).toEqual(
      Array(3).fill(`http://shop.test/orders/1?session=${session.id}`),
    );
    const after = await world.stripe.checkout.sessions.retrieve(session.id);
    const charges = await world.stripe.charges.list({ payment_intent: String(after.payment_intent) });
    expect(charges.data).toHaveLength(1);
    expect((await world.open(session.path)).text).toContain("This payment is complete");
  });

  it("a session expires on the clock or when asked, and then takes no money", async () => {
    const now = world.clock.now().getTime() / 1000;
    const lapsed = await openSession({ expires_at: now + 1800 });
    const asked = await openSession();
    await world.post(asked.path, typedCard("4000000000000002"));
    await world.stripe.checkout.sessions.expire(asked.id);
    world.clock.advance(1800_000);
    expect((await world.open(lapsed.path)).status).toBe(410);
    expect((await world.post(lapsed.path, typedCard("4242424242424242"))).status).toBe(410);
    const after = await world.stripe.checkout.sessions.retrieve(asked.id, { expand: ["payment_intent"] });
    expect(after).toMatchObject({ status: "expired", payment_intent: { status: "canceled" } });
    expect((await world.arrived()).filter((type) => type === "checkout.session.expired")).toHaveLength(2);
    await expect(world.stripe.checkout.sessions.expire(asked.id)).rejects.toThrow(/can be expired/);
  });

  it("an unknown page is a plain 404", async () => {
    expect(await world.open("/stripe/pay/cs_test_nothing")).toMatchObject({ status: 404 });
    expect(await world.open("/stripe/pay/challenge/pi_nothing")).toMatchObject({ status: 404 });
    expect(await world.open("/stripe/pay/a/b/c")).toMatchObject({ status: 404 });
  });
});
