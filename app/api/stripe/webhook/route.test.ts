import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { outbox, webhookEvents } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { MINUTE, systemClock } from "@/lib/kernel/clock";
import { resetEnv } from "@/lib/kernel/env";
import { POST } from "./route";

useTestDatabase();
const secret = "whsec_the_endpoints_own_secret";

beforeEach(async () => {
  Object.assign(process.env, { STRIPE_SECRET_KEY: "sk_test_route", STRIPE_WEBHOOK_SECRET: secret });
  resetEnv();
  await db().delete(webhookEvents);
  await db().delete(outbox);
});

const seconds = (ageMs = 0) => Math.floor((systemClock.now().getTime() - ageMs) / 1000);
const sign = (body: string, time = seconds(), key = secret) =>
  createHmac("sha256", key).update(`${time}.${body}`).digest("hex");
const signed = (body: string, time = seconds(), key = secret) => `t=${time},v1=${sign(body, time, key)}`;

const event = (id = "evt_1", object: Record<string, unknown> = { id: "pi_1", object: "payment_intent" }) =>
  JSON.stringify(
    { id, object: "event", type: "payment_intent.amount_capturable_updated", created: seconds(), data: { object } },
    null,
    2,
  );

function deliver(body: string, signature: string | null = signed(body)): Promise<Response> {
  const headers: Record<string, string> = signature === null ? {} : { "stripe-signature": signature };
  return POST(new Request("http://localhost/api/stripe/webhook", { method: "POST", body, headers }));
}
const stored = () => db().select().from(webhookEvents);

describe("a delivery of Stripe", () => {
  it("is stored once with its object and sent on its way", async () => {
    const response = await deliver(event());
    expect(response.status).toBe(200);
    expect(await stored()).toMatchObject([{ provider: "stripe", eventId: "evt_1", objectId: "pi_1", handledAt: null }]);
    expect(await db().select().from(outbox)).toMatchObject([
      { name: "payments/event-received", data: { eventId: "evt_1", objectId: "pi_1" } },
    ]);
  });

  it("P-7: is stored once however often, and at once, it comes", async () => {
    const body = event();
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(body)));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(await stored()).toHaveLength(1);
    expect(await db().select().from(outbox)).toHaveLength(1);
  });

  it("is taken with a second signature beside the right one, as while a secret is rolled", async () => {
    const body = event();
    const time = seconds();
    expect((await deliver(body, `t=${time},v1=${"0".repeat(64)},v1=${sign(body, time)}`)).status).toBe(200);
    expect(await stored()).toHaveLength(1);
  });

  it("about something that is no payment is stored as done, and starts nothing", async () => {
    expect((await deliver(event("evt_2", { id: "price_1", object: "price" }))).status).toBe(200);
    expect(await stored()).toMatchObject([{ eventId: "evt_2", objectId: "" }]);
    expect((await stored())[0]?.handledAt).not.toBeNull();
    expect(await db().select().from(outbox)).toEqual([]);
  });
});

describe("P-9: a delivery that is not Stripe's", () => {
  const body = event();
  const swapByte = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === "x" ? "y" : "x"}${text.slice(at + 1)}`;
  const old = seconds(5 * MINUTE + 10_000);

  it.each<[string, string, string | null]>([
    ["without a signature", body, null],
    ["with an empty one", body, ""],
    ["with something else in its place", body, "hello"],
    ["signed with another secret", body, signed(body, seconds(), "whsec_another")],
    ["signed with the API key", body, signed(body, seconds(), "sk_test_route")],
    ["altered by one byte", swapByte(body, 30), signed(body)],
    ["with a byte more", `${body} `, signed(body)],
    ["with a byte less", body.slice(0, -1), signed(body)],
    ["written anew with the same meaning", JSON.stringify(JSON.parse(body)), signed(body)],
    ["older than five minutes", body, signed(body, old)],
    ["with another time beside a right signature", body, `t=${seconds()},v1=${sign(body, old)}`],
    ["without a time", body, `v1=${sign(body)}`],
    ["with the signature of an older scheme only", body, `t=${seconds()},v0=${sign(body)}`],
    ["with two wrong signatures", body, `t=${seconds()},v1=${"0".repeat(64)},v1=${"f".repeat(64)}`],
    ["with half a signature", body, `t=${seconds()},v1=${sign(body).slice(0, 32)}`],
    ["that is not JSON, though signed", "not json", signed("not json")],
    ["that is empty, though signed", "", signed("")],
  ])("%s is answered 400 and leaves no row", async (_, text, signature) => {
    const response = await deliver(text, signature);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain(secret);
    expect(await stored()).toEqual([]);
    expect(await db().select().from(outbox)).toEqual([]);
  });

  it("replayed after five minutes is refused, though it was right when it came", async () => {
    const signature = signed(body, old);
    expect((await deliver(body, signature)).status).toBe(400);
    expect(await stored()).toEqual([]);
  });

  it("of more than a megabyte is not even read", async () => {
    const huge = event("evt_3", { id: "pi_1", object: "payment_intent", note: "x".repeat(1_000_001) });
    expect((await deliver(huge)).status).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it("of Stripe itself with markup and formulas in its fields is kept as text", async () => {
    const nasty = event("evt_<script>=1+1", { id: "pi_=1+1<b>\u202e", object: "payment_intent" });
    expect((await deliver(nasty)).status).toBe(200);
    expect(await stored()).toMatchObject([{ eventId: "evt_<script>=1+1", objectId: "pi_=1+1<b>\u202e" }]);
  });

  it("is refused while payments are not set up", async () => {
    delete process.env.STRIPE_SECRET_KEY;
    delete process.env.STRIPE_WEBHOOK_SECRET;
    resetEnv();
    expect((await deliver(body)).status).toBeGreaterThanOrEqual(400);
    expect(await stored()).toEqual([]);
  });
});
