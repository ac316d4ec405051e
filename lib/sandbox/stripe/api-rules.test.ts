import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStripeSandbox } from ".";
import { apiVersion } from "./store";
import { type StripeWorld, secretKey, sessionInput, startStripe } from "./testing/start-stripe";

let world: StripeWorld;
beforeAll(async () => {
  world = await startStripe();
});
afterAll(() => world.close());

type Raw = { status: number; body: { error?: Record<string, unknown> } & Record<string, unknown>; headers: Headers };

async function raw(method: string, path: string, form = "", headers: Record<string, string> = {}): Promise<Raw> {
  const response = await fetch(`${world.baseUrl}/stripe${path}`, {
    method,
    headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/x-www-form-urlencoded", ...headers },
    ...(method === "GET" ? {} : { body: form }),
  });
  return { status: response.status, body: (await response.json()) as Raw["body"], headers: response.headers };
}

const intentForm =
  "amount=2000&currency=usd&capture_method=manual&confirm=true&payment_method=pm_card_visa&allowed_payment_method_types[0]=card";

describe("parameters", () => {
  it.each([
    [
      "/v1/payment_intents",
      "amount=2000&currency=usd&payment_method_types[0]=card",
      "parameter_unknown",
      "payment_method_types",
    ],
    ["/v1/payment_intents", "currency=usd", "parameter_missing", "amount"],
    ["/v1/payment_intents", "currency=usd&colour=red", "parameter_unknown", "colour"],
    ["/v1/payment_intents", "amount=20.5&currency=usd", "parameter_invalid_integer", "amount"],
    ["/v1/payment_intents", "amount=-5&currency=usd", "parameter_invalid_integer", "amount"],
    ["/v1/payment_intents", "amount=10&currency=usd", "amount_too_small", "amount"],
    ["/v1/payment_intents", "amount=2000&currency=usd&capture_method=later", undefined, "capture_method"],
    ["/v1/payment_intents", "amount=2000&currency=usd&confirm=maybe", undefined, "confirm"],
    ["/v1/payment_intents", "amount=2000&currency=usd&customer=", "parameter_invalid_empty", "customer"],
    ["/v1/payment_intents", "amount=2000&currency=usd&customer=cus_nobody", "resource_missing", "customer"],
    ["/v1/payment_intents", "amount=2000&currency=usd&metadata=x", undefined, "metadata"],
    [
      "/v1/payment_intents",
      `amount=2000&currency=usd&metadata[${"k".repeat(41)}]=x`,
      undefined,
      `metadata[${"k".repeat(41)}]`,
    ],
    ["/v1/payment_intents", "amount=2000&currency=usd&__proto__[x]=1", "parameter_unknown", "__proto__"],
    ["/v1/payment_intents", "amount=2000&currency=usd&expand[0]=nothing", undefined, "expand[nothing]"],
    ["/v1/customers", "email[a]=x", undefined, "email"],
    ["/v1/refunds", "amount=5", "parameter_missing", undefined],
    ["/v1/checkout/sessions", "mode=payment&success_url=http://a.test", "parameter_missing", "line_items"],
    [
      "/v1/checkout/sessions",
      "mode=subscription&success_url=http://a.test&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=900&line_items[0][price_data][product_data][name]=a",
      undefined,
      "mode",
    ],
  ])("POST %s %s is refused (%s)", async (path, form, code, param) => {
    const { status, body } = await raw("POST", path, form);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: "invalid_request_error" });
    expect(body.error?.code).toBe(code);
    expect(body.error?.param).toBe(param);
    expect(body.error?.message).toEqual(expect.stringMatching(/\w{3}/));
  });

  it("a nested unknown parameter is named in full", async () => {
    const form = `mode=payment&success_url=http://a.test&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=900&line_items[0][price_data][product_data][name]=a&line_items[0][price_data][product_data][colour]=red`;
    const { body } = await raw("POST", "/v1/checkout/sessions", form);
    expect(body.error).toMatchObject({
      code: "parameter_unknown",
      param: "line_items[0][price_data][product_data][colour]",
    });
  });

  it("a session lives 30 minutes to 24 hours, in one currency, for one customer or one address", async () => {
    const now = Math.floor(world.clock.now().getTime() / 1000);
    const create = (rest: Partial<Stripe.Checkout.SessionCreateParams>) =>
      world.stripe.checkout.sessions.create(sessionInput(rest));
    await expect(create({ expires_at: now + 1700 })).rejects.toThrow(/at least 30 minutes/);
    await expect(create({ expires_at: now + 86_401 })).rejects.toThrow(/less than 24 hours/);
    expect((await create({ expires_at: now + 1800 })).expires_at).toBe(now + 1800);
    expect((await create({})).expires_at).toBe(now + 86_400);
    const customer = (await world.stripe.customers.create({})).id;
    await expect(create({ customer, customer_email: "a@b.test" })).rejects.toMatchObject({
      code: "parameters_exclusive",
    });
    const euro = { quantity: 1, price_data: { currency: "eur", unit_amount: 900, product_data: { name: "b" } } };
    await expect(create({ line_items: [...sessionInput().line_items!, euro] })).rejects.toThrow(/same currency/);
  });

  it("metadata is merged, and an empty value removes its key", async () => {
    const customer = await world.stripe.customers.create({ metadata: { a: "1", b: "2" }, name: "Ada" });
    const changed = await world.stripe.customers.update(customer.id, { metadata: { b: "", c: "3" }, name: "" });
    expect(changed.metadata).toEqual({ a: "1", c: "3" });
    expect(changed.name).toBeNull();
    expect(await world.stripe.customers.del(customer.id)).toMatchObject({ deleted: true });
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    await expect(world.stripe.customers.update(customer.id, {})).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe("keys, versions, headers", () => {
  it("speaks the version that the installed stripe package pins", async () => {
    expect(Stripe.API_VERSION).toBe(apiVersion);
    const reply = await raw("GET", "/v1/balance", "", { "stripe-version": "2023-08-16" });
    expect(reply).toMatchObject({ status: 400 });
  });

  it("refuses a missing, foreign or live key with 401 and does not repeat it", async () => {
    for (const key of ["sk_test_other", "sk_live_secret1234", "nonsense"]) {
      const error = await world
        .client(key)
        .balance.retrieve()
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
      expect((error as Error).message).not.toContain(key);
    }
    expect((await raw("GET", "/v1/balance", "", { authorization: "" })).status).toBe(401);
  });

  it("every reply has a request id and echoes version and key", async () => {
    const reply = await raw("POST", "/v1/customers", "name=Ada", {
      "idempotency-key": "headers-1",
      "stripe-version": apiVersion,
    });
    expect(reply.headers.get("request-id")).toMatch(/^req_\w+$/);
    expect(reply.headers.get("stripe-version")).toBe(apiVersion);
    expect(reply.headers.get("idempotency-key")).toBe("headers-1");
    expect(reply.headers.get("idempotent-replayed")).toBeNull();
    const missing = await raw("GET", "/v1/payment_intents/pi_nothing");
    expect(missing).toMatchObject({ status: 404, body: { error: { code: "resource_missing" } } });
    expect((await raw("GET", "/v1/subscriptions")).status).toBe(404);
  });
});

describe("idempotency", () => {
  it("the same key gives the same reply and one effect", async () => {
    const first = await raw("POST", "/v1/payment_intents", `${intentForm}&metadata[k]=same`, {
      "idempotency-key": "idem-1",
    });
    const again = await raw("POST", "/v1/payment_intents", `${intentForm}&metadata[k]=same`, {
      "idempotency-key": "idem-1",
    });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("original-request")).toBe(first.headers.get("request-id"));
    expect((await world.stripe.paymentIntents.search({ query: "metadata['k']:'same'" })).data).toHaveLength(1);
  });

  it("the same key with other parameters is an idempotency error", async () => {
    const error = await world.stripe.customers
      .create({ name: "one" }, { idempotencyKey: "idem-2" })
      .then(() => world.stripe.customers.create({ name: "two" }, { idempotencyKey: "idem-2" }))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it("a declined card and a refused state are stored; a parameter mistake is not", async () => {
    const declined = intentForm.replace("pm_card_visa", "pm_card_chargeDeclined");
    const first = await raw("POST", "/v1/payment_intents", declined, { "idempotency-key": "idem-3" });
    const again = await raw("POST", "/v1/payment_intents", declined, { "idempotency-key": "idem-3" });
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([402, 402, "true"]);
    const { id } = await world.stripe.paymentIntents.create({ amount: 900, currency: "usd" });
    const key = { "idempotency-key": "idem-state" };
    expect((await raw("POST", `/v1/payment_intents/${id}/capture`, "", key)).status).toBe(400);
    const replayed = await raw("POST", `/v1/payment_intents/${id}/capture`, "", key);
    expect([replayed.status, replayed.headers.get("idempotent-replayed")]).toEqual([400, "true"]);
    await raw("POST", "/v1/customers", "colour=red", { "idempotency-key": "idem-4" });
    expect((await raw("POST", "/v1/customers", "name=Ada", { "idempotency-key": "idem-4" })).status).toBe(200);
  });

  it("a key in use answers 409; both callers never run", async () => {
    const replies = await Promise.all(
      Array.from({ length: 6 }, () =>
        raw("POST", "/v1/payment_intents", `${intentForm}&metadata[k]=race`, { "idempotency-key": "idem-5" }),
      ),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(
      new Set([200, ...replies.filter((reply) => reply.status !== 200).map(() => 409)]),
    );
    const busy = replies.find((reply) => reply.status === 409);
    if (busy) expect(busy.body.error?.code).toBe("idempotency_key_in_use");
    expect((await world.stripe.paymentIntents.search({ query: "metadata['k']:'race'" })).data).toHaveLength(1);
  });

  it("while another request holds the key, the answer is 409 idempotency_key_in_use", async () => {
    await world.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtextextended('sandbox-stripe:idem-6', 0))`;
      const busy = await raw("POST", "/v1/customers", "name=Ada", { "idempotency-key": "idem-6" });
      expect(busy).toMatchObject({ status: 409, body: { error: { code: "idempotency_key_in_use" } } });
      expect(busy.headers.get("stripe-should-retry")).toBe("true");
    });
  });

  it("a key is forgotten after 24 hours by the clock, and runs again as new", async () => {
    const first = await raw("POST", "/v1/customers", "name=Old", { "idempotency-key": "idem-7" });
    world.clock.advance(23 * 3600_000);
    expect((await raw("POST", "/v1/customers", "name=Old", { "idempotency-key": "idem-7" })).body.id).toBe(
      first.body.id,
    );
    world.clock.advance(3600_000);
    expect((await raw("POST", "/v1/customers", "name=Old", { "idempotency-key": "idem-7" })).body.id).not.toBe(
      first.body.id,
    );
    expect((await raw("POST", "/v1/customers", "", { "idempotency-key": "k".repeat(256) })).status).toBe(400);
  });
});

describe("faults", () => {
  const customers = (name: string) =>
    world.stripe.customers.create({ name, email: `${name}@example.com` }, { idempotencyKey: name });
  const count = async (name: string) =>
    (await world.stripe.customers.list({ email: `${name}@example.com` })).data.length;

  it.each([
    ["before", 0, 1],
    ["after-effect-no-reply", 1, 1],
    ["500", 0, 1],
    ["garbage", 1, 1],
    ["429", 0, 1],
    ["500-stored", 0, 0],
    ["500-stored-after-effect", 1, 1],
  ] as const)("%s: %i made at once, %i after a retry with the same key", async (mode, atOnce, afterRetry) => {
    world.sandbox.control.failNext({ match: "POST /v1/customers", mode });
    await expect(customers(`f-${mode}`)).rejects.toBeInstanceOf(Stripe.errors.StripeError);
    expect(await count(`f-${mode}`)).toBe(atOnce);
    const retry = await customers(`f-${mode}`).catch((error: Stripe.errors.StripeError) => error.statusCode);
    if (mode.startsWith("500-stored")) expect(retry).toBe(500);
    expect(await count(`f-${mode}`)).toBe(afterRetry);
  });

  it("a time-out leaves the caller waiting until it gives up, and nothing happened", async () => {
    world.sandbox.control.failNext({ match: "POST /v1/payment_intents/:id/capture", mode: "timeout" });
    const held = await world.stripe.paymentIntents.create({
      amount: 900,
      currency: "usd",
      capture_method: "manual",
      confirm: true,
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
    });
    const patient = world.client(secretKey, { timeout: 150 });
    await expect(patient.paymentIntents.capture(held.id)).rejects.toThrow(/timeout/i);
    expect((await world.stripe.paymentIntents.capture(held.id)).status).toBe("succeeded");
  });

  it("a fault hits only what it names, as often as it says", async () => {
    world.sandbox.control.failNext({ match: "POST /v1/payment_intents/:id/cancel", mode: "500", times: 2 });
    await world.stripe.customers.create({});
    const held = await world.stripe.paymentIntents.create({ amount: 900, currency: "usd" });
    for (const expected of [500, 500, undefined]) {
      const status = await world.stripe.paymentIntents.cancel(held.id).then(
        () => undefined,
        (error: Stripe.errors.StripeError) => error.statusCode,
      );
      expect(status).toBe(expected);
    }
  });
});

describe("durability", () => {
  it("a handler that dies half way leaves neither effect nor key", async () => {
    await world.sql`alter table sandbox.stripe_idempotency add constraint broken check (key <> 'half')`;
    const request = new Request("http://sandbox/stripe/v1/customers", {
      method: "POST",
      headers: { authorization: `Bearer ${secretKey}`, "idempotency-key": "half" },
      body: "email=half@example.com",
    });
    await expect(world.sandbox.handle(request)).rejects.toThrow(/broken/);
    await world.sql`alter table sandbox.stripe_idempotency drop constraint broken`;
    expect((await world.stripe.customers.list({ email: "half@example.com" })).data).toHaveLength(0);
  });

  it("a second sandbox on the same database goes on where the first one stopped", async () => {
    const next = createStripeSandbox({
      sql: world.sql,
      clock: world.clock,
      publicUrl: world.baseUrl,
      webhook: { url: () => "http://127.0.0.1:9/none", secret: "whsec_x" },
    });
    const made = await world.stripe.customers.create({ name: "kept" });
    const request = new Request(`http://x/stripe/v1/customers/${made.id}`, {
      headers: { authorization: "Bearer sk_test_any" },
    });
    expect(await (await next.handle(request)).json()).toMatchObject({ name: "kept" });
  });
});
