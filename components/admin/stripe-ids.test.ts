import { expect, test } from "vitest";
import { stripeIds } from "./stripe-ids";

test("ids are found in the timeline and anywhere in Stripe's replies, each once, payment first", () => {
  const timeline = [{ evidence: [{ label: "Stripe payment", value: "pi_1234567890ab" }] }];
  const trace = [
    {
      provider: "stripe",
      response: {
        id: "cs_test_1234567890",
        payment_intent: { id: "pi_1234567890ab", latest_charge: "ch_abcdef123456" },
      },
    },
    { provider: "stripe", response: { customer: "cus_1234567890", client_secret: "[redacted]" } },
  ];
  expect(stripeIds(timeline, trace)).toEqual([
    { kind: "Payment", id: "pi_1234567890ab" },
    { kind: "Charge", id: "ch_abcdef123456" },
    { kind: "Checkout", id: "cs_test_1234567890" },
    { kind: "Customer", id: "cus_1234567890" },
  ]);
});

test("neither another party's words nor a list of all events name an order's ids", () => {
  const trace = [
    { provider: "registrar", response: { id: "pi_1234567890ab" } },
    { provider: "stripe", response: { object: "list", data: [{ id: "pi_1234567890zz" }] } },
    { provider: "stripe", response: null },
  ];
  expect(stripeIds([], trace)).toEqual([]);
});
