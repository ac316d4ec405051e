import { failSetup, finishSetup } from "../confirm-setup";
import { idOf } from "../objects";
import { answerChallenge, answerSessionChallenge } from "../pay-session";
import { completeSetup } from "../save-card";
import type { Store } from "../store";
import { challengePage } from "./challenge-page";
import { noticeResponse } from "./layout";
import { fillSessionId, redirectTo } from "./leave-page";

async function sessionChallenge(store: Store, id: string, answer: string | null): Promise<Response | undefined> {
  const row = await store.find("checkout.session", id, true);
  if (!row) return undefined;
  const intent = row.object.payment_intent
    ? await store.find("payment_intent", idOf(row.object.payment_intent)!)
    : undefined;
  const pending = intent?.hidden.pending;
  if (!intent || !pending || row.object.status !== "open") return redirectTo(`/stripe/pay/${id}`);
  if (answer === null) {
    return challengePage({
      id,
      merchantName: row.hidden.merchantName,
      method: (await store.get("payment_method", pending.paymentMethod)).object,
      amount: { minor: intent.object.amount, currency: intent.object.currency },
      leaveTo: [row.object.success_url],
    });
  }
  const confirmation = await answerSessionChallenge(store, row, answer === "complete");
  const isPaid = confirmation?.outcome === "authorized";
  return redirectTo(isPaid ? fillSessionId(row.object.success_url, id)! : `/stripe/pay/${id}`);
}

function comeBack(
  returnUrl: string | undefined,
  kind: string,
  object: { id: string; client_secret: string | null },
  isOk: boolean,
): Response {
  if (!returnUrl)
    return noticeResponse({
      title: isOk ? "Confirmed" : "Not confirmed",
      text: "You can close this page.",
      status: 200,
    });
  const target = new URL(returnUrl);
  target.searchParams.set(kind, object.id);
  target.searchParams.set(`${kind}_client_secret`, object.client_secret ?? "");
  target.searchParams.set("redirect_status", isOk ? "succeeded" : "failed");
  return redirectTo(target.href);
}

async function intentChallenge(store: Store, id: string, answer: string | null): Promise<Response | undefined> {
  const row = await store.find("payment_intent", id, true);
  if (!row || row.hidden.session) return undefined;
  const { returnUrl, pending } = row.hidden;
  if (!pending || row.object.status !== "requires_action")
    return comeBack(returnUrl, "payment_intent", row.object, row.object.status !== "requires_payment_method");
  if (answer === null)
    return challengePage({
      id,
      merchantName: "Sandbox merchant",
      method: (await store.get("payment_method", pending.paymentMethod)).object,
      amount: { minor: row.object.amount, currency: row.object.currency },
      leaveTo: [returnUrl],
    });
  const confirmation = await answerChallenge(store, row, answer === "complete");
  return comeBack(returnUrl, "payment_intent", row.object, confirmation.outcome === "authorized");
}

async function setupChallenge(store: Store, id: string, answer: string | null): Promise<Response | undefined> {
  const row = await store.find("setup_intent", id, true);
  if (!row) return undefined;
  const { returnUrl, pending } = row.hidden;
  const session = row.hidden.session ? await store.find("checkout.session", row.hidden.session, true) : undefined;
  if (session && (!pending || session.object.status !== "open")) return redirectTo(`/stripe/pay/${session.object.id}`);
  if (!pending) return comeBack(returnUrl, "setup_intent", row.object, row.object.status === "succeeded");
  const method = await store.get("payment_method", pending, { lock: true });
  if (answer === null)
    return challengePage({
      id,
      merchantName: session?.hidden.merchantName ?? "Sandbox merchant",
      method: method.object,
      amount: null,
      leaveTo: [session?.object.success_url ?? returnUrl],
    });
  await (answer === "complete" ? finishSetup(store, row, method) : failSetup(store, row));
  if (session) {
    if (answer !== "complete") return redirectTo(`/stripe/pay/${session.object.id}`);
    await completeSetup(store, session);
    return redirectTo(fillSessionId(session.object.success_url, session.object.id)!);
  }
  return comeBack(returnUrl, "setup_intent", row.object, answer === "complete");
}

/** The 3-D Secure page of a session, a PaymentIntent or a SetupIntent. */
export async function handleChallenge(
  store: Store,
  id: string,
  posted: URLSearchParams | undefined,
): Promise<Response | undefined> {
  const answer = posted ? posted.get("answer") : null;
  if (id.startsWith("cs_")) return sessionChallenge(store, id, answer);
  if (id.startsWith("pi_")) return intentChallenge(store, id, answer);
  if (id.startsWith("seti_")) return setupChallenge(store, id, answer);
  return undefined;
}
