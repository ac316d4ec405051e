import type { Sql } from "postgres";
import { createPaymentMethod } from "../create-payment-method";
import { idOf } from "../objects";
import { expireSession, paySession } from "../pay-session";
import { saveCard } from "../save-card";
import { openStore, type Row, type Store } from "../store";
import { type CheckoutPage, checkoutPage } from "./checkout-page";
import { handleChallenge } from "./handle-challenge";
import { noticeResponse } from "./layout";
import { fillSessionId, redirectTo } from "./leave-page";
import { type CardForm, readCardForm } from "./read-card-form";

export type PageContext = { sql: Sql; nowMs: number };

async function findSavedCards(store: Store, row: Row<"checkout.session">): Promise<Row<"payment_method">[]> {
  const customer = idOf(row.object.customer);
  if (!customer || row.object.mode === "setup") return [];
  const shown = row.object.saved_payment_method_options?.allow_redisplay_filters ?? ["always"];
  const rows = await store.list("payment_method", { customer });
  return rows.filter((one) => shown.includes(one.object.allow_redisplay ?? "unspecified"));
}

async function describePage(store: Store, row: Row<"checkout.session">): Promise<CheckoutPage> {
  const session = row.object;
  const customer = session.customer ? await store.find("customer", idOf(session.customer)!) : undefined;
  const setup = session.setup_intent ? await store.find("setup_intent", idOf(session.setup_intent)!) : undefined;
  const intent = session.payment_intent ? await store.find("payment_intent", idOf(session.payment_intent)!) : undefined;
  return {
    session,
    lineItems: row.hidden.lineItems,
    merchantName: row.hidden.merchantName,
    email: customer?.object.email ?? session.customer_email,
    savedCards: (await findSavedCards(store, row)).map((one) => one.object),
    savesForLater: row.hidden.intentData.setup_future_usage === "off_session",
    cancelUrl: fillSessionId(session.cancel_url, session.id),
    declined: intent?.object.last_payment_error?.message ?? setup?.object.last_setup_error?.message,
  };
}

function finished(row: Row<"checkout.session">): Response {
  const session = row.object;
  const isComplete = session.status === "complete";
  const href = fillSessionId(isComplete ? session.success_url : session.cancel_url, session.id);
  const isSetup = session.mode === "setup";
  return noticeResponse({
    title: isComplete
      ? isSetup
        ? "This card is saved"
        : "This payment is complete"
      : "This checkout page has expired",
    text: isComplete
      ? isSetup
        ? "Nothing was charged."
        : "You have paid here already, once. Nothing more is charged."
      : "Nothing was charged. Go back to the shop and start the payment again.",
    status: isComplete ? 200 : 410,
    link: href ? { href, label: `Return to ${row.hidden.merchantName}` } : undefined,
  });
}

function readForm(form: URLSearchParams): CardForm {
  const value = (name: string) => form.get(name) ?? "";
  return {
    email: value("email"),
    number: value("number"),
    expiry: value("expiry"),
    cvc: value("cvc"),
    name: value("name"),
    save: form.has("save"),
  };
}

async function pay(store: Store, row: Row<"checkout.session">, posted: URLSearchParams): Promise<Response> {
  const page = await describePage(store, row);
  const chosen = posted.get("payment_method") ?? "new";
  const form = readForm(posted);
  const saved = (await findSavedCards(store, row)).find((one) => one.object.id === chosen);
  let method = saved && (await store.get("payment_method", saved.object.id, { lock: true }));
  if (!method) {
    const read = readCardForm(form, { now: new Date(store.cause.nowMs), asksEmail: page.email === null });
    if ("errors" in read)
      return checkoutPage({ ...page, declined: undefined, form, errors: read.errors, chosen: "new", status: 422 });
    const { card, ...expiry } = read.typed;
    const billing = { name: form.name.trim(), email: page.email ?? form.email.trim() };
    method = await createPaymentMethod(store, card, { ...expiry, billing });
  }
  if (row.object.mode === "setup") {
    const outcome = await saveCard(store, row, method);
    if (outcome === "saved") return redirectTo(fillSessionId(row.object.success_url, row.object.id)!);
    const challenge = `challenge/${idOf(row.object.setup_intent)}`;
    return redirectTo(`/stripe/pay/${outcome === "challenge" ? challenge : row.object.id}`);
  }
  const canSave = row.object.saved_payment_method_options?.payment_method_save === "enabled";
  const billing = method.object.billing_details;
  const payer = { email: page.email ?? billing.email, name: billing.name, country: null, postalCode: null };
  const confirmation = await paySession(store, row, method, payer, canSave && form.save && !saved);
  if (confirmation.outcome === "authorized") return redirectTo(fillSessionId(row.object.success_url, row.object.id)!);
  return redirectTo(`/stripe/pay/${confirmation.outcome === "challenge" ? "challenge/" : ""}${row.object.id}`);
}

/** The hosted pages below `/stripe/pay/`. A page is one transaction, as an API call is. */
export async function handlePages(context: PageContext, request: Request, path: string): Promise<Response> {
  const posted = request.method === "POST" ? new URLSearchParams(await request.text()) : undefined;
  const cause = { nowMs: context.nowMs, requestId: null, idempotencyKey: null };
  const [first = "", second] = path.split("/");
  const response = await context.sql.begin(async (tx) => {
    const store = openStore(tx, cause);
    if (first === "challenge") return handleChallenge(store, second ?? "", posted);
    const row = second === undefined ? await store.find("checkout.session", first, true) : undefined;
    if (!row) return undefined;
    if (row.object.status === "open" && row.dueMs !== null && row.dueMs <= context.nowMs)
      await expireSession(store, row);
    if (row.object.status === "complete" && posted) return redirectTo(fillSessionId(row.object.success_url, first)!);
    if (row.object.status !== "open") return finished(row);
    return posted ? pay(store, row, posted) : checkoutPage(await describePage(store, row));
  });
  return (
    response ??
    noticeResponse({
      title: "There is no such page",
      text: "Nothing was charged. Go back to the shop and start the payment again.",
      status: 404,
    })
  );
}
