import type Stripe from "stripe";
import type { ErrorBody } from "./api-failure";
import { type Confirmation, confirmIntent, failAuthentication } from "./confirm-intent";
import { createPaymentIntent } from "./create-payment-intent";
import { idOf } from "./objects";
import { createCustomer } from "./resources/customers";
import { cancelIntent } from "./settle-intent";
import type { Row, Store } from "./store";

export type Payer = { email: string | null; name: string | null; country: string | null; postalCode: string | null };

/** The session as the API shows it: whether it is paid follows from its PaymentIntent at the moment of looking. */
export async function showSession(store: Store, row: Row<"checkout.session">): Promise<Stripe.Checkout.Session> {
  const session = row.object;
  const intentId = idOf(session.payment_intent);
  if (session.status !== "complete" || !intentId) return session;
  const intent = (await store.get("payment_intent", intentId)).object;
  return { ...session, payment_status: intent.status === "succeeded" ? "paid" : "unpaid" };
}

/** Locks the session's PaymentIntent, or makes it: the first attempt to pay brings it into being. */
async function lockIntent(store: Store, row: Row<"checkout.session">): Promise<Row<"payment_intent">> {
  const session = row.object;
  const known = idOf(session.payment_intent);
  if (known) return store.get("payment_intent", known, { lock: true });
  const data = row.hidden.intentData;
  const intent = await createPaymentIntent(store, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "",
    captureMethod: data.capture_method ?? "automatic_async",
    customer: idOf(session.customer),
    metadata: data.metadata,
    description: data.description ?? null,
    receiptEmail: data.receipt_email ?? null,
    setupFutureUsage: data.setup_future_usage ?? null,
    statementDescriptor: data.statement_descriptor ?? null,
    statementDescriptorSuffix: data.statement_descriptor_suffix ?? null,
    allowedTypes: row.hidden.allowedTypes,
    hidden: { session: session.id },
  });
  session.payment_intent = intent.object.id;
  return intent;
}

/** A customer is made for a guest only when the session says so or the card is to be kept. */
async function ensureCustomer(
  store: Store,
  row: Row<"checkout.session">,
  payer: Payer,
  isSaving: boolean,
): Promise<void> {
  const session = row.object;
  const isNeeded = session.customer_creation === "always" || row.hidden.intentData.setup_future_usage || isSaving;
  if (session.customer || !isNeeded) return;
  session.customer = (await createCustomer(store, { email: payer.email, name: payer.name })).object.id;
}

async function settle(
  store: Store,
  row: Row<"checkout.session">,
  intent: Row<"payment_intent">,
  confirmation: Confirmation,
): Promise<Confirmation> {
  if (confirmation.outcome === "authorized") {
    Object.assign(row.object, { status: "complete", url: null });
    row.dueMs = null;
    await store.put("checkout.session", row);
    await store.emit("checkout.session.completed", await showSession(store, row));
  } else {
    await store.put("checkout.session", row);
  }
  await store.put("payment_intent", intent);
  return confirmation;
}

/** One attempt to pay on the hosted page, by a card just typed or one on file. The session must be locked and open. */
export async function paySession(
  store: Store,
  row: Row<"checkout.session">,
  method: Row<"payment_method">,
  payer: Payer,
  isSaving: boolean,
): Promise<Confirmation> {
  await ensureCustomer(store, row, payer, isSaving);
  const intent = await lockIntent(store, row);
  intent.object.customer = idOf(row.object.customer);
  // Ticking "save" lets later pages show the card; keeping it for off-session use is the merchant's own choice.
  if (isSaving) intent.object.setup_future_usage ??= "on_session";
  row.object.customer_details = {
    address: {
      city: null,
      country: payer.country,
      line1: null,
      line2: null,
      postal_code: payer.postalCode,
      state: null,
    },
    business_name: null,
    email: payer.email,
    individual_name: null,
    name: payer.name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
  const confirmation = await confirmIntent(store, intent, method, {
    offSession: false,
    authenticated: false,
    challengeUrl: "",
    redisplay: isSaving ? "always" : "limited",
  });
  return settle(store, row, intent, confirmation);
}

/** The owner came back from the 3-D Secure challenge of a session. */
export async function answerSessionChallenge(
  store: Store,
  row: Row<"checkout.session">,
  passed: boolean,
): Promise<Confirmation | undefined> {
  const id = idOf(row.object.payment_intent);
  const intent = id ? await store.get("payment_intent", id, { lock: true }) : undefined;
  const pending = intent?.hidden.pending;
  if (!intent || !pending) return undefined;
  return settle(store, row, intent, await answerChallenge(store, intent, passed));
}

export async function answerChallenge(
  store: Store,
  intent: Row<"payment_intent">,
  passed: boolean,
): Promise<Confirmation> {
  const pending = intent.hidden.pending!;
  const method = await store.get("payment_method", pending.paymentMethod, { lock: true });
  if (!passed) {
    const error: ErrorBody = await failAuthentication(store, intent, method);
    return { outcome: "declined", error };
  }
  return confirmIntent(store, intent, method, {
    offSession: intent.hidden.offSession ?? false,
    authenticated: true,
    challengeUrl: "",
    redisplay: pending.save ? "always" : "limited",
  });
}

/** Closes an open session for good; what it had begun to pay is cancelled. */
export async function expireSession(store: Store, row: Row<"checkout.session">): Promise<void> {
  Object.assign(row.object, { status: "expired", url: null });
  row.dueMs = null;
  await store.put("checkout.session", row);
  const id = idOf(row.object.payment_intent);
  const intent = id ? await store.get("payment_intent", id, { lock: true }) : undefined;
  if (intent && intent.object.status !== "canceled") await cancelIntent(store, intent, "automatic");
  await store.emit("checkout.session.expired", row.object);
}
