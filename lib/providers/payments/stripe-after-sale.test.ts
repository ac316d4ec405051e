import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAgainstSpec, isSpecPresent } from "@/lib/sandbox/stripe/testing/spec-check";
import {
  type StripeWorld,
  secretKey,
  startStripe,
  typedCard,
  webhookSecret,
} from "@/lib/sandbox/stripe/testing/start-stripe";
import type { TraceEntry } from "../trace";
import type { Payments } from "./contract";
import { openStripe } from "./stripe";

let world: StripeWorld;
let payments: Payments;
let customerId: string;
const trace: TraceEntry[] = [];
const violations: string[] = [];
const keys = new Map<string, string | null>();
const realFetch = globalThis.fetch;
let next = 0;

beforeAll(async () => {
  world = await startStripe();
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.pathname.startsWith("/stripe/v1/")) {
      const [method, path] = [init?.method ?? "GET", url.pathname.replace("/stripe", "")];
      const form = method === "POST" ? String(init?.body ?? "") : url.search.slice(1);
      if (isSpecPresent()) violations.push(...checkAgainstSpec({ method, path, form }));
      if (method === "POST") keys.set(path, new Headers(init?.headers).get("idempotency-key"));
    }
    return realFetch(input, init);
  };
  payments = openStripe({
    secretKey,
    webhookSecret,
    baseUrl: `${world.baseUrl}/stripe`,
    clock: world.clock,
    trace: (entry) => trace.push(entry),
  });
  customerId = await payments.createCustomer({
    key: "mer_1:customer",
    merchantId: "mer_1",
    email: "a@example.com",
    name: "A",
  });
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  await world.close();
});

const MINUTE = 60_000;

/** Saves a card on the hosted page, as its owner would; answers a 3-D Secure challenge on the way. */
async function save(number: string) {
  const page = await payments.openCardPage({
    key: `page-${next++}`,
    customerId,
    successUrl: "http://shop.test/settings/cards?saved=1",
    cancelUrl: "http://shop.test/settings/cards",
  });
  const reply = await world.post(new URL(page.url ?? "").pathname, typedCard(number));
  const to = reply.headers.get("location") ?? "";
  if (to.includes("/challenge/")) await world.post(to, { answer: "complete" });
  return payments.cardPage(page.sessionId);
}

async function savedCard(number: string): Promise<string> {
  const { card } = await save(number);
  if (!card) throw new Error(`${number} was not saved.`);
  return card.paymentMethodId;
}

const holdOn = (paymentMethodId: string, amountMinor = 2000) => {
  const id = next++;
  const of = { orderId: `ord_${id}`, paymentId: `pay_${id}` };
  return payments.holdSavedCard({
    key: `hold-${id}`,
    customerId,
    paymentMethodId,
    amountMinor,
    currency: "USD",
    ...of,
  });
};

/** The id of a captured payment of 20 USD. */
async function paid(number = "4242424242424242", amountMinor = 2000): Promise<string> {
  const answer = await holdOn(await savedCard(number), amountMinor);
  if (answer.state !== "held") throw new Error(`${number} was refused.`);
  const { intentId } = answer.hold;
  await payments.capture({ intentId, amountMinor, key: `capture-${next++}` });
  return intentId;
}

async function pass(ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.sandbox.tick();
}

async function collect<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

describe("a saved card", () => {
  it("is put on file on a page that takes no money, listed newest first, and forgotten for good", async () => {
    const page = await payments.openCardPage({
      key: "k",
      customerId,
      successUrl: "http://a.test/",
      cancelUrl: "http://a.test/",
    });
    expect(page).toMatchObject({ state: "open", url: expect.stringContaining("/pay/"), card: null });
    expect((await world.open(new URL(page.url ?? "").pathname)).text).toContain("Save card");
    const again = await payments.openCardPage({
      key: "k",
      customerId,
      successUrl: "http://a.test/",
      cancelUrl: "http://a.test/",
    });
    expect(again.sessionId).toBe(page.sessionId);

    const [visa, mastercard] = [await save("4242424242424242"), await save("5555555555554444")];
    expect(visa).toMatchObject({
      state: "complete",
      url: null,
      card: { brand: "visa", last4: "4242", expMonth: 12, expYear: 2034 },
    });
    const { paymentMethodId } = mastercard.card!;
    const cards = await payments.cards(customerId);
    expect(cards.slice(0, 2)).toEqual([mastercard.card, visa.card]);
    await payments.forgetCard(paymentMethodId);
    await payments.forgetCard(paymentMethodId);
    expect(await payments.cards(customerId)).not.toContainEqual(mastercard.card);
    expect(await holdOn(paymentMethodId)).toMatchObject({ state: "refused", needsPerson: false });
  });

  it("that its bank does not give out is refused on that page, and stays off file", async () => {
    const before = await payments.cards(customerId);
    expect(await save("4000000000000002")).toMatchObject({ state: "open", card: null });
    expect(await payments.cards(customerId)).toEqual(before);
  });

  it("holds money with nobody there, also one that was set up with its owner", async () => {
    for (const number of ["4242424242424242", "4000002500003155"])
      expect(await holdOn(await savedCard(number))).toMatchObject({
        state: "held",
        hold: { state: "held", capturableMinor: 2000 },
      });
  });

  it.each([
    ["4000000000000341", "generic_decline", false],
    ["4000002760003184", "authentication_required", true],
  ])("%s can be saved and is then refused as %s", async (number, code, needsPerson) => {
    const answer = await holdOn(await savedCard(number));
    expect(answer).toMatchObject({ state: "refused", code, needsPerson, message: expect.stringMatching(/\w+/) });
  });

  it("is refused once it is past its month, and as its bank wants from some day on", async () => {
    const card = await savedCard("4242424242424242");
    await world.sandbox.control.changeCard(card, { decline: "insufficient_funds" });
    expect(await holdOn(card)).toMatchObject({ state: "refused", code: "insufficient_funds" });
    await world.sandbox.control.changeCard(card, { decline: "authentication_required" });
    expect(await holdOn(card)).toMatchObject({ state: "refused", needsPerson: true });
    await world.sandbox.control.changeCard(card, { decline: null, expMonth: 1, expYear: 2020 });
    expect(await holdOn(card)).toMatchObject({ state: "refused", code: "expired_card", needsPerson: false });
    await world.sandbox.control.changeCard(card, { expYear: 2040 });
    expect(await holdOn(card)).toMatchObject({ state: "held" });
  });
});

describe("a refund", () => {
  const refund = (intentId: string, amountMinor: number, refundId = `ref_${next++}`) =>
    payments.refund({ key: `${refundId}:refund`, intentId, amountMinor, refundId, orderId: "ord_1" });

  it("gives back a part, and the rest, and no more", async () => {
    const intentId = await paid();
    const first = await refund(intentId, 500, "ref_first");
    expect(first).toMatchObject({
      state: "done",
      amountMinor: 500,
      currency: "USD",
      intentId,
      refundId: "ref_first",
      orderId: "ord_1",
    });
    expect(await refund(intentId, 500, "ref_first")).toEqual(first);
    await expect(refund(intentId, 1501)).rejects.toMatchObject({ kind: "rejected" });
    expect(await refund(intentId, 1500)).toMatchObject({ state: "done" });
    await expect(refund(intentId, 1)).rejects.toMatchObject({
      kind: "rejected",
      vendorCode: "charge_already_refunded",
    });
  });

  it("P-27: whose answer was lost is found by our own id, and a repeat with its key gives nothing twice", async () => {
    const intentId = await paid();
    expect(await payments.findRefund({ intentId, refundId: "ref_lost" })).toBeNull();
    world.sandbox.control.failNext({ match: "POST /v1/refunds", mode: "after-effect-no-reply" });
    await expect(refund(intentId, 700, "ref_lost")).rejects.toMatchObject({ kind: "ambiguous" });
    const found = await payments.findRefund({ intentId, refundId: "ref_lost" });
    expect(found).toMatchObject({ state: "done", amountMinor: 700, refundId: "ref_lost" });
    expect(await refund(intentId, 700, "ref_lost")).toEqual(found);
    expect(await refund(intentId, 1300)).toMatchObject({ state: "done" });
  });

  it("that never arrived is not found", async () => {
    const intentId = await paid();
    world.sandbox.control.failNext({ match: "POST /v1/refunds", mode: "before" });
    await expect(refund(intentId, 700, "ref_never")).rejects.toMatchObject({ kind: "ambiguous" });
    expect(await payments.findRefund({ intentId, refundId: "ref_never" })).toBeNull();
  });

  it("can be on its way for a while, and can come back", async () => {
    const slow = await refund(await paid("4000000000007726"), 2000);
    expect(slow.state).toBe("pending");
    const doomed = await refund(await paid("4000000000005126"), 2000);
    expect(doomed.state).toBe("done");
    await pass(2 * MINUTE);
    expect(await payments.refundState(slow.ref)).toMatchObject({ state: "done" });
    expect(await payments.refundState(doomed.ref)).toMatchObject({
      state: "failed",
      message: expect.stringContaining("card"),
    });
  });
});

describe("a dispute", () => {
  it("takes the money, and brings it back when it is won", async () => {
    const intentId = await paid("4000000000000259");
    await pass(2 * MINUTE);
    const event = world.received.find(({ event: { type } }) => type === "charge.dispute.created");
    const seen = payments.verifyWebhook(event?.body ?? "", event?.signature ?? "");
    expect(seen).toMatchObject({ intentId, objectId: expect.stringMatching(/^du_/) });
    const open = await payments.dispute(seen.objectId);
    expect(open).toMatchObject({ state: "open", reason: "fraudulent", amountMinor: 2000, currency: "USD", intentId });
    expect(open.answerBy?.getTime()).toBeGreaterThan(world.clock.now().getTime());
    await world.sandbox.control.closeDispute(seen.objectId, "won");
    expect(await payments.dispute(seen.objectId)).toMatchObject({ state: "won" });
    const lines = (await collect(payments.movements(new Date(0)))).filter((line) => line.sourceId === seen.objectId);
    expect(lines.map(({ kind, amountMinor, feeMinor }) => [kind, amountMinor, feeMinor])).toEqual([
      ["dispute", 2000, 0],
      ["dispute", -2000, 1500],
    ]);
    expect(new Set(lines.map((line) => line.intentId))).toEqual(new Set([intentId]));
  });

  it("can be an inquiry, and is lost when nobody answers", async () => {
    const inquiry = await world.sandbox.control.dispute(await paid(), { isInquiry: true, reason: "general" });
    expect(await payments.dispute(inquiry)).toMatchObject({ state: "warning", reason: "general" });
    const unanswered = await world.sandbox.control.dispute(await paid());
    await pass(10 * 24 * 60 * MINUTE);
    expect(await payments.dispute(unanswered)).toMatchObject({ state: "lost" });
  });
});

describe("the balance", () => {
  it("is listed to the last line, newest first, each line with its payment and fee", async () => {
    await pass(MINUTE);
    const since = world.clock.now();
    const payment_method = await savedCard("4242424242424242");
    const intents: string[] = [];
    for (let i = 0; i < 101; i++) {
      const intent = await world.stripe.paymentIntents.create({
        amount: 1000 + i,
        currency: "usd",
        customer: customerId,
        payment_method,
        allowed_payment_method_types: ["card"],
        off_session: true,
        confirm: true,
      });
      intents.push(intent.id);
    }
    await payments.refund({
      key: "books",
      intentId: intents[0]!,
      amountMinor: 300,
      refundId: "ref_books",
      orderId: "ord_1",
    });
    const lines = await collect(payments.movements(since));
    expect(lines).toHaveLength(102);
    expect(new Set(lines.map((line) => line.id)).size).toBe(102);
    expect(lines[0]).toMatchObject({
      kind: "refund",
      amountMinor: -300,
      feeMinor: 0,
      intentId: intents[0],
      currency: "USD",
    });
    expect(lines.slice(1).map((line) => line.intentId)).toEqual(intents.toReversed());
    expect(lines.find((line) => line.amountMinor === 1000)).toMatchObject({
      kind: "charge",
      feeMinor: 59,
      sourceId: expect.stringMatching(/^ch_/),
    });
    expect(lines.every((line) => line.at.getTime() >= since.getTime() - 1000)).toBe(true);
  }, 90_000);
});

it("points each event at what to look at", async () => {
  await world.sandbox.tick();
  const kinds = new Map<string, string>();
  for await (const event of payments.events(new Date(0))) {
    kinds.set(event.type, event.objectId.split("_")[0] ?? "");
    if (event.type.startsWith("refund.") || event.type.startsWith("charge.dispute."))
      expect(event.intentId, event.type).toMatch(/^pi_/);
  }
  expect(Object.fromEntries(kinds)).toMatchObject({
    "charge.refunded": "pi",
    "refund.created": "re",
    "refund.failed": "re",
    "charge.dispute.created": "du",
    "charge.dispute.closed": "du",
    "payment_method.detached": "pm",
    "payment_method.automatically_updated": "pm",
    "checkout.session.completed": "cs",
  });
}, 90_000);

it("PE-10: sends our own key with all that makes or moves something, and card data never", () => {
  for (const path of ["/v1/refunds", "/v1/checkout/sessions", "/v1/payment_intents"])
    expect(keys.get(path)).toBeTruthy();
  expect(JSON.stringify(trace)).not.toMatch(/4242424242424242|sk_test_sandbox/);
});

it.skipIf(!isSpecPresent())("sends nothing that Stripe's published description does not know", () => {
  expect([...new Set(violations)]).toEqual([]);
});
