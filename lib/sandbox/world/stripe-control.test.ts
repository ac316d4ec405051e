import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchUnder } from "../stripe/testing/start-stripe";
import { startWorld, type TestWorld } from "../testing/start-world";

let world: TestWorld;
let stripe: Stripe;
let customer: string;

beforeAll(async () => {
  world = await startWorld({ stripe: { webhookUrl: () => "http://127.0.0.1:9/none", webhookSecret: "whsec_x" } });
  stripe = new Stripe("sk_test_any", {
    httpClient: Stripe.createFetchHttpClient(fetchUnder(`${world.url}/stripe`)),
    maxNetworkRetries: 0,
  });
  customer = (await stripe.customers.create({})).id;
});
afterAll(() => world?.close());

async function control(path: string, body: unknown): Promise<number> {
  const reply = await fetch(`${world.url}/control/stripe/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return reply.status;
}

const charge = (payment_method: string) =>
  stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer,
    payment_method,
    allowed_payment_method_types: ["card"],
    off_session: true,
    confirm: true,
  });

describe("/control/stripe", () => {
  it("changes what a bank answers about a card on file", async () => {
    const { id } = await stripe.paymentMethods.attach("pm_card_visa", { customer });
    expect(await control("card", { paymentMethod: id, decline: "authentication_required" })).toBe(200);
    await expect(charge(id)).rejects.toMatchObject({ code: "authentication_required" });
    expect(await control("card", { paymentMethod: id, decline: null })).toBe(200);
    expect((await charge(id)).status).toBe("succeeded");
    expect(await control("card", { paymentMethod: "pm_none", decline: null })).toBe(422);
  });

  it("disputes a payment and ends the dispute, each once", async () => {
    const intent = await charge((await stripe.paymentMethods.attach("pm_card_visa", { customer })).id);
    expect(await control("dispute", { intent: intent.id, reason: "general" })).toBe(200);
    expect(await control("dispute", { intent: intent.id })).toBe(422);
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({ status: "needs_response", reason: "general", amount: 2000 });
    expect(await control("close-dispute", { dispute: dispute?.id, outcome: "lost" })).toBe(200);
    expect(await control("close-dispute", { dispute: dispute?.id, outcome: "won" })).toBe(422);
    expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("lost");
  });

  it("decides a dispute by the two words of Stripe's test mode", async () => {
    const intent = await charge((await stripe.paymentMethods.attach("pm_card_visa", { customer })).id);
    await control("dispute", { intent: intent.id });
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    await stripe.disputes.update(dispute!.id, { evidence: { uncategorized_text: "winning_evidence" } });
    expect((await stripe.disputes.retrieve(dispute!.id)).status).toBe("won");
  });

  it("fails the next call as ordered, and refuses what it does not know", async () => {
    expect(await control("faults", { match: "POST /v1/refunds", mode: "500" })).toBe(200);
    await expect(stripe.refunds.create({ payment_intent: "pi_any" })).rejects.toMatchObject({ statusCode: 500 });
    expect(await control("faults", { match: "POST /v1/refunds", mode: "sulk" })).toBe(400);
    expect(await control("webhooks", { drop: 1, hold: true })).toBe(200);
    expect(await control("webhooks", { hold: false })).toBe(200);
  });
});

it("is not there without a Stripe", async () => {
  const bare = await startWorld();
  const reply = await fetch(`${bare.url}/control/stripe/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ match: "POST /v1/refunds", mode: "500" }),
  });
  expect(reply.status).toBe(404);
  await bare.close();
});
