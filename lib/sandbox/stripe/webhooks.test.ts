import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type StripeWorld, startStripe, webhookSecret } from "./testing/start-stripe";

let world: StripeWorld;
beforeAll(async () => {
  world = await startStripe();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.sandbox.control.reset();
  world.endpoint.status = 200;
  await world.sandbox.tick();
  world.received.length = 0;
});

const names = () => world.received.map(({ event }) => (event.data.object as Stripe.Customer).name);
async function make(...customers: string[]): Promise<void> {
  for (const name of customers) await world.stripe.customers.create({ name });
}

describe("webhooks", () => {
  it("are signed so that the SDK accepts them, and nothing that was altered or is old", async () => {
    await world.stripe.customers.create({ name: "signed" }, { idempotencyKey: "signed-1" });
    await world.sandbox.tick();
    const { body, signature } = world.received[0]!;
    const receivedAt = world.clock.now().getTime();
    const construct = (text: string, header: string, secret: string, at: number) =>
      world.stripe.webhooks.constructEvent(text, header, secret, undefined, undefined, at);
    const event = construct(body, signature, webhookSecret, receivedAt);
    expect(event).toMatchObject({
      object: "event",
      type: "customer.created",
      livemode: false,
      api_version: Stripe.API_VERSION,
      pending_webhooks: 1,
      request: { idempotency_key: "signed-1" },
      data: { object: { name: "signed" } },
    });
    expect(() => construct(body.replace("signed", "forged"), signature, webhookSecret, receivedAt)).toThrow();
    expect(() => construct(body, signature, "whsec_other", receivedAt)).toThrow();
    expect(() => construct(body, signature, webhookSecret, receivedAt + 301_000)).toThrow(/tolerance/);
  });

  it("are tried again later and later until the endpoint takes them", async () => {
    world.endpoint.status = 500;
    await make("late");
    await world.sandbox.tick();
    await world.sandbox.tick();
    expect(names()).toEqual(["late"]);
    world.clock.advance(9_999);
    await world.sandbox.tick();
    expect(names()).toHaveLength(1);
    world.clock.advance(1);
    await world.sandbox.tick();
    expect(names()).toHaveLength(2);
    const pending = await world.stripe.events.list({ delivery_success: false });
    expect(pending.data).toMatchObject([{ type: "customer.created", pending_webhooks: 1 }]);
    world.endpoint.status = 200;
    world.clock.advance(60_000);
    await world.sandbox.tick();
    world.clock.advance(30 * 86_400_000 - 3600_000);
    await world.sandbox.tick();
    expect(names()).toHaveLength(3);
    expect((await world.stripe.events.retrieve(world.received[0]!.event.id)).pending_webhooks).toBe(0);
  });

  it("are given up after three days; the event list still has them", async () => {
    world.endpoint.status = 503;
    await make("never");
    for (let hour = 0; hour < 80; hour += 1) {
      await world.sandbox.tick();
      world.clock.advance(3600_000);
    }
    const tries = names().length;
    expect(tries).toBeGreaterThan(8);
    world.endpoint.status = 200;
    world.clock.advance(7 * 86_400_000);
    await world.sandbox.tick();
    expect(names()).toHaveLength(tries);
    expect((await world.stripe.events.list({ type: "customer.created", limit: 1 })).data[0]?.data.object).toMatchObject(
      { name: "never" },
    );
  });

  it("can be dropped, doubled, held and released in reverse", async () => {
    world.sandbox.control.dropNextWebhooks(1);
    await make("dropped", "kept");
    await world.sandbox.tick();
    expect(names()).toEqual(["kept"]);
    world.received.length = 0;
    world.sandbox.control.duplicateWebhooks(1);
    await make("twice");
    await world.sandbox.tick();
    expect(names()).toEqual(["twice", "twice"]);
    expect(world.received[0]?.event.id).toBe(world.received[1]?.event.id);
    world.received.length = 0;
    world.sandbox.control.holdWebhooks();
    await make("one", "two", "three");
    await world.sandbox.tick();
    expect(names()).toEqual([]);
    await world.sandbox.control.releaseWebhooks({ order: "reverse" });
    expect(names()).toEqual(["three", "two", "one"]);
  });

  it("leave at once when the sandbox runs in the background, and it stops when told", async () => {
    const isThere = async (count: number) =>
      expect.poll(() => names().length, { timeout: 4000, interval: 5 }).toBe(count);
    world.sandbox.start();
    await isThere(0);
    await make("at once");
    await isThere(1);
    await world.sandbox.stop();
    await make("after the end");
    expect(names()).toEqual(["at once"]);
    await world.sandbox.tick();
    expect(names()).toEqual(["at once", "after the end"]);
  });

  it("the event list filters by type, group and time, newest first, for 30 days", async () => {
    world.clock.advance(31 * 86_400_000);
    const since = Math.floor(world.clock.now().getTime() / 1000);
    await make("listed");
    await world.stripe.paymentIntents.create({ amount: 900, currency: "usd" });
    const recent = await world.stripe.events.list({ created: { gte: since } });
    expect(recent.data.map((event) => event.type)).toEqual(["payment_intent.created", "customer.created"]);
    expect((await world.stripe.events.list({ types: ["payment_intent.*"] })).data).toHaveLength(1);
    expect((await world.stripe.events.list({ limit: 100 })).data, "older ones are gone").toHaveLength(2);
  });
});
