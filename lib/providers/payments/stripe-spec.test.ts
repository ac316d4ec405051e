import { beforeAll, describe, expect, it } from "vitest";
import { DAY, HOUR } from "@/lib/kernel/clock";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { orderView } from "@/lib/orders/order-view";
import { useShop } from "@/lib/orders/test-shop";
import { againstSpec, kindOf } from "@/lib/orders/test-stripe-calls";
import { sweepPaymentEvents } from "@/lib/reconcile/sweep-payment-events";
import { isSpecPresent } from "@/lib/sandbox/stripe/testing/spec-check";

const shop = useShop();
const verbs = () => [...new Set(shop.stripeCalls.map(({ method, path }) => `${method} ${kindOf(path)}`))].sort();

describe("every request that the stories make of Stripe", () => {
  beforeAll(async () => {
    await shop.buy(["spec-one.com", "spec-taken-at-register.com"]);
    await shop.buy(["spec-other-taken-at-register.com"]);
    const member = await shop.platform.merchant();
    const unpaid = await shop.order(member, ["spec-unpaid.com"]);
    await cancelOrder(member.ctx, { orderId: unpaid.orderId });
    const refused = await shop.order(member, ["spec-declined.com"]);
    await shop.platform.pay(refused.payUrl, "4000000000000002");
    await shop.handleEvents();
    const long = await shop.hold(["spec-pending-forever.com"]);
    await shop.beat(long.orderId);
    const { money } = await orderView(long.ctx, long.orderId);
    shop.clock.set(new Date(new Date(money.captureBefore!).getTime() - 11 * HOUR));
    shop.world.stripe!.control.failNext({ match: "POST /v1/payment_intents", mode: "500" });
    await shop.beat(long.orderId);
    shop.clock.advance(DAY / 24);
    await shop.beat(long.orderId);
    await sweepPaymentEvents(shop.platform.ctx);
  }, 90_000);

  it("covers each kind of request that the adapter can make", () => {
    expect(verbs()).toEqual([
      "GET /v1/checkout/sessions/:id",
      "GET /v1/events",
      "GET /v1/payment_intents",
      "GET /v1/payment_intents/:id",
      "GET /v1/payment_methods",
      "POST /v1/checkout/sessions",
      "POST /v1/checkout/sessions/:id/expire",
      "POST /v1/customers",
      "POST /v1/payment_intents",
      "POST /v1/payment_intents/:id/cancel",
      "POST /v1/payment_intents/:id/capture",
    ]);
  });

  it.skipIf(!isSpecPresent())(
    "is one that Stripe's published OpenAPI description allows (skipped where it is not at hand)",
    () => {
      expect(againstSpec(shop.stripeCalls)).toEqual([]);
    },
  );

  it("is made under one pinned API version, with the platform's key", () => {
    expect(new Set(shop.stripeCalls.map(({ headers }) => headers.get("stripe-version")))).toEqual(
      new Set(["2026-10-28.endive"]),
    );
    expect(new Set(shop.stripeCalls.map(({ headers }) => headers.get("authorization")))).toEqual(
      new Set(["Bearer sk_test_platform"]),
    );
  });

  it("R1: carries our own idempotency key wherever money or objects are made", () => {
    const writes = shop.stripeCalls.filter(({ method, path }) => method === "POST" && !path.endsWith("/expire"));
    expect(writes.length).toBeGreaterThan(5);
    for (const { path, headers } of writes)
      expect(headers.get("idempotency-key"), path).toMatch(
        /^(pay|mer)_\w+:(open_checkout|capture|release|rehold|customer)/,
      );
  });

  it("PE-10: asks for a hold, never for money, and never with card data", () => {
    const opened = shop.stripeCalls.filter(({ method, path }) => method === "POST" && path === "/v1/checkout/sessions");
    for (const { form } of opened)
      expect(new URLSearchParams(form).get("payment_intent_data[capture_method]")).toBe("manual");
    for (const { method, path, form } of shop.stripeCalls)
      if (method === "POST" && path === "/v1/payment_intents")
        expect(new URLSearchParams(form).get("capture_method")).toBe("manual");
    expect(shop.stripeCalls.map(({ form }) => form).join()).not.toMatch(/4242424242424242|cvc|card%5Bnumber/);
  });
});
