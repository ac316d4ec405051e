import { holdMarginMs, lastCaptureMs } from "./limits";
import { isOpen, itemTotal, type Order, type OrderItem, type Payment } from "./rows";

export type OrderFacts = {
  now: Date;
  orderState: string;
  captureMode: Order["captureMode"];
  owedMinor: number;
  items: Pick<OrderItem, "state" | "kind" | "stage" | "priceMinor" | "taxMinor">[];
  /** Newest first. */
  payments: Pick<
    Payment,
    "id" | "kind" | "state" | "amountMinor" | "capturedMinor" | "captureBefore" | "paymentMethodId"
  >[];
  /** Given back, or on its way back, because nothing was delivered for it. */
  refundedMinor: number;
  /** Whether the newest new hold on the saved card was refused for good. */
  reholdRefused: boolean;
};

export type OrderBeat =
  | { do: "nothing" }
  | { do: "await_items" }
  | { do: "await_payment" }
  | { do: "capture"; paymentId: string; amountMinor: number }
  | { do: "release"; paymentId: string }
  | { do: "refund"; amountMinor: number }
  | { do: "rehold"; amountMinor: number; paymentMethodId: string }
  | { do: "finish"; delivered: boolean; owedMinor: number };

/**
 * How an order's money is settled, from facts alone: once, when every item has ended, exactly what was delivered is
 * captured and the rest let go. Near the end of a hold names still in flight get a new hold of their own first. Taken at
 * the start, it is taken when the registrar has accepted, and what was not delivered is given back in full.
 */
export function decideOrder(facts: OrderFacts): OrderBeat {
  const { orderState, items, payments } = facts;
  if (orderState === "awaiting_payment") return { do: "await_payment" };
  if (orderState !== "fulfilling" && orderState !== "review") return decideEnded(facts);
  const paidMinor = sum(payments.map((payment) => payment.capturedMinor)) - facts.refundedMinor;
  const delivered = items.filter((item) => item.state === "registered");
  const dueMinor = sum(delivered.map(itemTotal)) - paidMinor;
  if (items.some(isOpen))
    return facts.captureMode === "at_start" ? decideAtStart(facts, paidMinor) : decideInFlight(facts, dueMinor);
  if (facts.captureMode === "billed_after")
    return { do: "finish", delivered: delivered.length > 0, owedMinor: Math.max(0, dueMinor) };

  const oldest = payments.filter((payment) => payment.state === "held").at(-1);
  if (oldest) return dueMinor > 0 ? take(oldest, dueMinor) : { do: "release", paymentId: oldest.id };
  if (dueMinor < 0) return { do: "refund", amountMinor: -dueMinor };
  if (dueMinor > 0) return newHold(facts, dueMinor) ?? { do: "finish", delivered: true, owedMinor: dueMinor };
  return { do: "finish", delivered: delivered.length > 0, owedMinor: 0 };
}

/** Money held for an order that had ended pays what it still owes, or is let go; a page that may be paid is watched. */
function decideEnded({ payments, owedMinor }: OrderFacts): OrderBeat {
  const held = payments.find((payment) => payment.state === "held");
  if (held) return owedMinor > 0 ? take(held, owedMinor) : { do: "release", paymentId: held.id };
  return payments.some((payment) => payment.state === "open") ? { do: "await_payment" } : { do: "nothing" };
}

/** A name counts from when it cannot be had back for nothing: a transfer when it was accepted, all else at once. */
function decideAtStart({ items, payments }: OrderFacts, paidMinor: number): OrderBeat {
  const held = payments.filter((payment) => payment.state === "held").at(-1);
  if (!held) return { do: "await_items" };
  if (items.some((item) => isOpen(item) && item.kind === "transfer" && item.stage === null))
    return { do: "await_items" };
  const counted = items.filter((item) => isOpen(item) || item.state === "registered");
  const dueMinor = sum(counted.map(itemTotal)) - paidMinor;
  return dueMinor > 0 ? take(held, dueMinor) : { do: "release", paymentId: held.id };
}

/** While names are in flight the hold is left alone, until it nears its end. */
function decideInFlight(facts: OrderFacts, dueMinor: number): OrderBeat {
  const { now, items, payments } = facts;
  const inFlightMinor = sum(items.filter((item) => item.state === "registering").map(itemTotal));
  if (payments.some((payment) => payment.state === "open" && payment.kind === "rehold")) {
    return newHold(facts, inFlightMinor) ?? { do: "await_items" };
  }
  const [newest, older] = payments.filter((payment) => payment.state === "held" && payment.kind !== "credit");
  // The new hold stands: the old one is settled for what it is still needed for.
  if (newest && older) return dueMinor > 0 ? take(older, dueMinor) : { do: "release", paymentId: older.id };
  if (!newest?.captureBefore || inFlightMinor === 0) return { do: "await_items" };
  const leftMs = newest.captureBefore.getTime() - now.getTime();
  if (leftMs > holdMarginMs) return { do: "await_items" };
  const again = newHold(facts, inFlightMinor);
  if (again) return again;
  return leftMs <= lastCaptureMs && dueMinor > 0 ? take(newest, dueMinor) : { do: "await_items" };
}

function newHold({ payments, reholdRefused }: OrderFacts, amountMinor: number): OrderBeat | null {
  const saved = payments.find((payment) => payment.paymentMethodId !== null)?.paymentMethodId ?? null;
  if (saved === null || reholdRefused || amountMinor <= 0) return null;
  return { do: "rehold", amountMinor, paymentMethodId: saved };
}

function take(payment: { id: string; amountMinor: number }, dueMinor: number): OrderBeat {
  return { do: "capture", paymentId: payment.id, amountMinor: Math.min(dueMinor, payment.amountMinor) };
}

const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
