import type Stripe from "stripe";
import { type ErrorBody, invalidRequest } from "./api-failure";
import { armDispute } from "./arm-dispute";
import { authenticationRequired, type Decline, expiryDecline, findCardByNumber, type TestCard } from "./cards";
import { createBalanceTransaction } from "./create-balance-transaction";
import { createCharge } from "./create-charge";
import { attachPaymentMethod } from "./create-payment-method";
import { idOf } from "./objects";
import type { Row, Store } from "./store";
import { newStripeId } from "./stripe-id";

const holdSeconds = 7 * 86_400;
/** Visa, merchant-initiated: five days nominal, in truth 4 days 18 hours. */
const visaOffSessionHoldSeconds = 4 * 86_400 + 18 * 3_600;

export type Confirmation =
  | { outcome: "authorized" }
  | { outcome: "challenge" }
  | { outcome: "declined"; error: ErrorBody };

export type ConfirmOptions = {
  offSession: boolean;
  /** The owner has just passed the challenge. */
  authenticated: boolean;
  /** Where the owner passes a challenge, and comes back to afterwards. */
  challengeUrl: string;
  returnUrl?: string;
  /** Refuse instead of asking for a challenge (`error_on_requires_action`). */
  refuseChallenge?: boolean;
  redisplay?: Stripe.PaymentMethod["allow_redisplay"];
};

/** Its bank has begun to ask for the owner every time. */
function wantsOwner(row: Row<"payment_method">): boolean {
  return row.hidden.decline?.code === authenticationRequired.code;
}

function needsChallenge(card: TestCard, row: Row<"payment_method">, offSession: boolean): boolean {
  if (wantsOwner(row)) return true;
  if (card.challenge === "never") return false;
  if (!offSession || card.challenge === "always") return true;
  return card.challenge === "unless_set_up" && !row.hidden.setUp;
}

/** Tries to hold or take the money, and moves the intent. The intent must be locked. Declines are results, not throws. */
export async function confirmIntent(
  store: Store,
  row: Row<"payment_intent">,
  methodRow: Row<"payment_method">,
  options: ConfirmOptions,
): Promise<Confirmation> {
  const intent = row.object;
  const method = methodRow.object;
  assertUsable(intent, method);
  intent.payment_method = method.id;
  intent.last_payment_error = null;
  intent.next_action = null;

  const card = findCardByNumber(methodRow.hidden.number)!;
  if (!options.authenticated && needsChallenge(card, methodRow, options.offSession)) {
    if (options.offSession || options.refuseChallenge)
      return declineIntent(store, row, methodRow, authenticationRequired, false);
    return askForChallenge(store, row, method.id, options);
  }
  const decline =
    (wantsOwner(methodRow) ? undefined : methodRow.hidden.decline) ??
    expiryDecline(method.card, store.cause.nowMs) ??
    card.decline;
  if (decline) return declineIntent(store, row, methodRow, decline, options.authenticated);
  await authorize(store, row, method, options);
  if (intent.setup_future_usage && intent.customer) {
    methodRow.hidden.setUp ||= intent.setup_future_usage === "off_session";
    await attachPaymentMethod(store, methodRow, idOf(intent.customer)!, options.redisplay ?? "limited");
  }
  return { outcome: "authorized" };
}

function assertUsable(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  if (!method.customer || method.customer === idOf(intent.customer)) return;
  const message = intent.customer
    ? `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`
    : `The PaymentMethod you're attempting to use is attached to a customer, so for security purposes you must provide the customer in the request.`;
  throw invalidRequest(message, { param: "payment_method" });
}

async function askForChallenge(
  store: Store,
  row: Row<"payment_intent">,
  method: string,
  options: ConfirmOptions,
): Promise<Confirmation> {
  const intent = row.object;
  intent.status = "requires_action";
  intent.next_action = options.returnUrl
    ? { type: "redirect_to_url", redirect_to_url: { return_url: options.returnUrl, url: options.challengeUrl } }
    : { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: options.challengeUrl } };
  row.hidden.pending = { paymentMethod: method, save: options.redisplay === "always" };
  row.hidden.offSession = options.offSession;
  if (options.returnUrl) row.hidden.returnUrl = options.returnUrl;
  await store.put("payment_intent", row);
  await store.emit("payment_intent.requires_action", intent);
  return { outcome: "challenge" };
}

async function authorize(
  store: Store,
  row: Row<"payment_intent">,
  method: Stripe.PaymentMethod,
  options: ConfirmOptions,
): Promise<void> {
  const intent = row.object;
  delete row.hidden.pending;
  if (intent.capture_method === "manual") {
    const seconds = options.offSession && method.card?.brand === "visa" ? visaOffSessionHoldSeconds : holdSeconds;
    const captureBefore = store.now + seconds;
    const charge = await createCharge(store, intent, method, {
      outcome: "held",
      captureBefore,
      authenticated: options.authenticated,
    });
    Object.assign(intent, {
      status: "requires_capture",
      amount_capturable: intent.amount,
      latest_charge: charge.object.id,
    });
    row.dueMs = captureBefore * 1000;
    await store.put("payment_intent", row);
    await store.emit("charge.succeeded", charge.object);
    await store.emit("payment_intent.amount_capturable_updated", intent);
    return;
  }
  const charge = await createCharge(store, intent, method, {
    outcome: "captured",
    authenticated: options.authenticated,
  });
  charge.object.balance_transaction = await createBalanceTransaction(store, {
    amount: intent.amount,
    currency: intent.currency,
    source: charge.object.id,
    type: "charge",
  });
  await armDispute(store, charge);
  Object.assign(intent, { status: "succeeded", amount_received: intent.amount, latest_charge: charge.object.id });
  await store.put("payment_intent", row);
  await store.emit("charge.succeeded", charge.object);
  await store.emit("payment_intent.succeeded", intent);
}

/** Back to `requires_payment_method`, with the reason on the intent; nothing is held. */
async function declineIntent(
  store: Store,
  row: Row<"payment_intent">,
  methodRow: Row<"payment_method">,
  decline: Decline,
  authenticated: boolean,
): Promise<Confirmation> {
  const intent = row.object;
  const charge = await createCharge(store, intent, methodRow.object, { outcome: "declined", decline, authenticated });
  return { outcome: "declined", error: await failIntent(store, row, methodRow, decline, charge) };
}

/** The owner did not pass the challenge: no attempt reached the bank, so there is no charge. */
export async function failAuthentication(
  store: Store,
  row: Row<"payment_intent">,
  methodRow: Row<"payment_method">,
): Promise<ErrorBody> {
  return failIntent(store, row, methodRow, {
    code: "payment_intent_authentication_failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  });
}

async function failIntent(
  store: Store,
  row: Row<"payment_intent">,
  methodRow: Row<"payment_method">,
  decline: Decline,
  charge?: Row<"charge">,
): Promise<ErrorBody> {
  const intent = row.object;
  const error = {
    type: charge ? ("card_error" as const) : ("invalid_request_error" as const),
    code: decline.code,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    message: decline.message,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
    ...(charge ? { charge: charge.object.id } : {}),
    payment_method: methodRow.object,
  };
  delete row.hidden.pending;
  Object.assign(intent, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    last_payment_error: { ...error, payment_method_type: "card" },
    ...(charge ? { latest_charge: charge.object.id } : {}),
    client_secret: intent.client_secret ?? newStripeId(`${intent.id}_secret`, 25),
  });
  await store.put("payment_intent", row);
  if (charge) await store.emit("charge.failed", charge.object);
  await store.emit("payment_intent.payment_failed", intent);
  return { ...error, payment_intent: intent };
}
