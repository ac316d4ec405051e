import Stripe from "stripe";
import { createTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { type HttpListener, serveHttp } from "../../http/serve-http";
import { createStripeSandbox } from "..";

export const webhookSecret = "whsec_sandbox_test";
export const secretKey = "sk_test_sandbox";

export type Received = { body: string; signature: string; event: Stripe.Event };

/** A fetch that sends every call of the SDK to a base address with a path: the SDK itself knows only hosts. */
export function fetchUnder(baseUrl: string): typeof fetch {
  return (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return fetch(`${baseUrl}${pathname}${search}`, init);
  };
}

export type StripeWorld = Awaited<ReturnType<typeof startStripe>>;

/** The sandbox on a real port with a real database, a webhook endpoint that remembers, and the real SDK. */
export async function startStripe() {
  const database = await createTestDatabase();
  const clock = new ManualClock();
  const received: Received[] = [];
  const endpoint = { status: 200 };
  const hook = await serveHttp(
    async (request) => {
      const body = await request.text();
      received.push({
        body,
        signature: request.headers.get("stripe-signature") ?? "",
        event: JSON.parse(body) as Stripe.Event,
      });
      return new Response("ok", { status: endpoint.status });
    },
    { host: "127.0.0.1", port: 0 },
  );
  let listener: HttpListener;
  const options = {
    sql: database.sql,
    clock,
    webhook: { url: () => `http://127.0.0.1:${hook.port}/hook`, secret: webhookSecret },
    secretKey,
  };
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  listener = await serveHttp((request) => handle(request), { host: "127.0.0.1", port: 0 });
  const baseUrl = `http://127.0.0.1:${listener.port}`;
  const sandbox = createStripeSandbox({ ...options, publicUrl: baseUrl });
  handle = sandbox.handle;

  function client(key = secretKey, config: { timeout?: number } = {}): Stripe {
    return new Stripe(key, {
      httpClient: Stripe.createFetchHttpClient(fetchUnder(`${baseUrl}/stripe`)),
      maxNetworkRetries: 0,
      telemetry: false,
      ...config,
    });
  }

  return {
    sandbox,
    stripe: client(),
    client,
    clock,
    sql: database.sql,
    baseUrl,
    received,
    endpoint,
    /** The types that arrived, in order of arrival, after a tick. */
    async arrived(): Promise<string[]> {
      await sandbox.tick();
      return received.map(({ event }) => event.type);
    },
    /** What a browser sends: a form to a hosted page, without following where it leads. */
    async post(path: string, fields: Record<string, string>): Promise<Response> {
      return fetch(new URL(path, baseUrl), { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    },
    async open(path: string): Promise<{ status: number; text: string }> {
      const response = await fetch(new URL(path, baseUrl), { redirect: "manual" });
      return { status: response.status, text: await response.text() };
    },
    async close(): Promise<void> {
      await sandbox.stop();
      await listener.close();
      await hook.close();
      await database.close();
    },
  };
}

export const typedCard = (number: string, rest: Record<string, string> = {}): Record<string, string> => ({
  payment_method: "new",
  email: "ada@example.com",
  number,
  expiry: "12 / 34",
  cvc: "123",
  name: "Ada Lovelace",
  ...rest,
});

/** A session for two names at 25.98 USD, held and not captured. */
export function sessionInput(
  rest: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    line_items: [
      {
        quantity: 1,
        price_data: { currency: "usd", unit_amount: 1299, product_data: { name: "mystore.com, 1 year" } },
      },
      {
        quantity: 1,
        price_data: { currency: "usd", unit_amount: 1299, product_data: { name: "mystore.net, 1 year" } },
      },
    ],
    payment_intent_data: { capture_method: "manual", metadata: { order_id: "ord_1" } },
    metadata: { order_id: "ord_1", from: "session" },
    success_url: "http://shop.test/orders/1?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://shop.test/cart?session={CHECKOUT_SESSION_ID}",
    ...rest,
  };
}

/** An on-session hold of 20 USD on a plain Visa, confirmed at once. */
export function holdInput(
  customer: string,
  rest: Partial<Stripe.PaymentIntentCreateParams> = {},
): Stripe.PaymentIntentCreateParams {
  return {
    amount: 2000,
    currency: "usd",
    customer,
    capture_method: "manual",
    confirm: true,
    payment_method: "pm_card_visa",
    allowed_payment_method_types: ["card"],
    expand: ["latest_charge"],
    ...rest,
  };
}

/** The error that a call must fail with. */
export async function failureOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error("The call should have failed.");
}
