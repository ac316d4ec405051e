import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { conformanceScenarios } from "./testing/conformance-scenarios";

/** A test-mode key (sk_test_…); the scenarios make and cancel small payments with test cards. */
const key = process.env.PEER_STRIPE_KEY;

describe.skipIf(!key?.startsWith("sk_test_"))("Stripe's test mode (needs PEER_STRIPE_KEY)", () => {
  it.each(conformanceScenarios)("$name", { timeout: 60_000 }, async ({ run, expected }) => {
    const stripe = new Stripe(key ?? "", { maxNetworkRetries: 2 });
    const customer = (await stripe.customers.create({ email: "conformance@example.com" })).id;
    expect(await run(stripe, customer)).toEqual(expected);
  });
});
