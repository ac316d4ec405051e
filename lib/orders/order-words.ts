import { displayName } from "@/lib/kernel/display-name";
import type { Order, OrderItem, Payment } from "./rows";
import type { MoneyView } from "./views";

const kindWords = {
  register: { doing: "Registering", done: "yours", had: "had" },
  renew: { doing: "Renewing", done: "renewed", had: "renewed" },
  transfer: { doing: "Transferring", done: "here", had: "transferred" },
  restore: { doing: "Restoring", done: "restored", had: "restored" },
} as const;

/** The header sentence of an order: what is true now. */
export function orderHeadline(order: Order, items: OrderItem[], money: MoneyView): string {
  const names = items.map((item) => displayName(item.nameAscii));
  const some = names.length === 1 ? names[0]! : `${names.length} names`;
  const registered = items.filter((item) => item.state === "registered");
  const words = kindWords[items[0]?.kind ?? "register"];
  switch (order.state) {
    case "awaiting_payment":
      return "Waiting for your payment";
    case "review":
      return "Your order is being looked at";
    case "fulfilling":
      if (items.some((item) => item.failureReason === "contact")) return "One detail to correct";
      if (items.some((item) => item.failureReason === "auth_code")) return "Another auth code is needed";
      return registered.length > 0 && items.length > 1
        ? `${registered.length} of ${items.length} names are ${words.done}`
        : `${words.doing} ${some}`;
    case "completed":
      if (items.length === 1) return `${some} is ${words.done}`;
      return `${registered.length}${registered.length < items.length ? ` of ${items.length}` : ""} names are ${words.done}`;
    case "failed":
      return money.capturedMinor > 0
        ? `${some} could not be ${words.had}, and everything is refunded`
        : `${some} could not be ${words.had}, and nothing was charged`;
    case "cancelled":
      return money.chargedMinor === 0 ? "Cancelled, and nothing was charged" : "Cancelled";
  }
}

/** What of the money is held, taken and let go, over all payments of an order. */
export function moneyView(order: Order, payments: Payment[]): MoneyView {
  const held = payments.filter((payment) => payment.heldAt !== null);
  const sum = (list: Payment[], of: (payment: Payment) => number) =>
    list.reduce((total, payment) => total + of(payment), 0);
  const ended = held.filter((payment) => payment.state !== "held");
  const capturedMinor = sum(payments, (payment) => payment.capturedMinor);
  const refundedMinor = sum(payments, (payment) => payment.refundedMinor);
  const card = held[0]?.cardLast4 ? { brand: held[0].cardBrand ?? "card", last4: held[0].cardLast4 } : null;
  return {
    currency: order.currency,
    heldMinor: sum(
      held.filter((payment) => payment.state === "held"),
      (payment) => payment.amountMinor,
    ),
    capturedMinor,
    releasedMinor: sum(ended, (payment) => payment.amountMinor - payment.capturedMinor),
    refundedMinor,
    chargedMinor: capturedMinor - refundedMinor,
    heldAt: held.at(-1)?.heldAt?.toISOString() ?? null,
    settledAt: ended[0]?.endedAt?.toISOString() ?? null,
    captureBefore: held.find((payment) => payment.state === "held")?.captureBefore?.toISOString() ?? null,
    card,
  };
}

const longDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** What to say while a registration takes long; null in its first half minute. */
export function waitingNote(item: OrderItem, money: MoneyView, now: Date): string | null {
  if (item.state !== "registering" || item.failureReason || item.stage || !item.startedAt) return null;
  if (now.getTime() - item.startedAt.getTime() < 30_000) return null;
  const until = money.captureBefore
    ? ` Your money stays held, not charged, until ${longDate.format(new Date(money.captureBefore))} at the latest.`
    : "";
  return `The .${item.tld} registry is taking its time.${until} Close this page if you like, we mail you.`;
}
