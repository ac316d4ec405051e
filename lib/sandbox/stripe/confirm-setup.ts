import { findCardByNumber } from "./cards";
import { attachPaymentMethod, resolvePaymentMethod } from "./create-payment-method";
import { idOf } from "./objects";
import { type Call, KeptFailure } from "./route";
import type { Row } from "./store";

/** Saving needs the owner once for every card that knows 3-D Secure; without a page that means requires_action. */
export async function confirmSetup(
  { store, sandboxUrl }: Call,
  row: Row<"setup_intent">,
  method: string,
  returnUrl?: string,
): Promise<object> {
  const intent = row.object;
  const methodRow = await resolvePaymentMethod(store, method);
  const card = findCardByNumber(methodRow.hidden.number);
  intent.payment_method = methodRow.object.id;
  const decline = methodRow.hidden.decline ?? (card?.attaches ? undefined : card?.decline);
  if (decline) {
    const { code, declineCode, message } = decline;
    const error = { type: "card_error" as const, code, ...(declineCode ? { decline_code: declineCode } : {}), message };
    Object.assign(intent, {
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: { ...error, payment_method: methodRow.object },
    });
    await store.put("setup_intent", row);
    await store.emit("setup_intent.setup_failed", intent);
    return new KeptFailure(402, { ...error, setup_intent: intent });
  }
  if (card && card.challenge !== "never" && !methodRow.hidden.setUp) {
    intent.status = "requires_action";
    const challenge = `${sandboxUrl}/pay/challenge/${intent.id}`;
    intent.next_action = returnUrl
      ? { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url: challenge } }
      : { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: challenge } };
    row.hidden.pending = methodRow.object.id;
    if (returnUrl) row.hidden.returnUrl = returnUrl;
    await store.put("setup_intent", row);
    await store.emit("setup_intent.requires_action", intent);
    return intent;
  }
  await finishSetup(store, row, methodRow);
  return intent;
}

export async function finishSetup(
  store: Call["store"],
  row: Row<"setup_intent">,
  method: Row<"payment_method">,
): Promise<void> {
  const customer = idOf(row.object.customer);
  method.hidden.setUp ||= row.object.usage === "off_session";
  if (customer) await attachPaymentMethod(store, method, customer, "limited");
  else await store.put("payment_method", method);
  delete row.hidden.pending;
  Object.assign(row.object, { status: "succeeded", next_action: null });
  await store.put("setup_intent", row);
  await store.emit("setup_intent.succeeded", row.object);
}

export async function failSetup(store: Call["store"], row: Row<"setup_intent">): Promise<void> {
  delete row.hidden.pending;
  const message = "The latest attempt to set up the payment method has failed because authentication failed.";
  Object.assign(row.object, {
    status: "requires_payment_method",
    next_action: null,
    payment_method: null,
    last_setup_error: { type: "invalid_request_error", code: "setup_intent_authentication_failure", message },
  });
  await store.put("setup_intent", row);
  await store.emit("setup_intent.setup_failed", row.object);
}
