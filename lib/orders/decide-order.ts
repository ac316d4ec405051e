import { holdMarginMs, lastCaptureMs } from "./limits";
import { isOpen, itemTotal, type OrderItem, type Payment } from "./rows";

export type OrderFacts = {
  now: Date;
  orderState: string;
  items: Pick<OrderItem, "state" | "priceMinor" | "taxMinor">[];
  /** Newest first. */
  payments: Pick<
    Payment,
    "id" | "kind" | "state" | "amountMinor" | "capturedMinor" | "captureBefore" | "paymentMethodId"
  >[];
  /** Whether the newest new hold on the saved card was refused for good. */
  reholdRefused: boolean;
};

export type OrderBeat =
  | { do: "nothing" }
  | { do: "await_items" }
  | { do: "await_payment" }
  | { do: "capture"; paymentId: string; amountMinor: number }
  | { do: "release"; paymentId: string }
  | { do: "rehold"; amountMinor: number; paymentMethodId: string }
  | { do: "finish"; delivered: boolean; owedMinor: number };

/**
 * How an order's money is settled, from facts alone: once, when every item has ended, exactly what was delivered is
 * captured and the rest let go. Near the end of a hold names still in flight get a new hold of their own first.
 */
export function decideOrder(facts: OrderFacts): OrderBeat {
  const { orderState, items, payments } = facts;
  if (orderState === "awaiting_payment") return { do: "await_payment" };
  if (orderState !== "fulfilling" && orderState !== "review") return decideEnded(facts);
  const registered = items.filter((item) => item.state === "registered");
  const dueMinor = sum(registered.map(itemTotal)) - sum(payments.map((payment) => payment.capturedMinor));
  if (items.some(isOpen)) return decideInFlight(facts, dueMinor);

  const oldest = payments.filter((payment) => payment.state === "held").at(-1);
  if (oldest) return dueMinor > 0 ? take(oldest, dueMinor) : { do: "release", paymentId: oldest.id };
  if (dueMinor > 0) return newHold(facts, dueMinor) ?? { do: "finish", delivered: true, owedMinor: dueMinor };
  return { do: "finish", delivered: registered.length > 0, owedMinor: 0 };
}

/** Money that was held for an order which had ended already is let go; a page that may still be paid is watched. */
function decideEnded({ payments }: OrderFacts): OrderBeat {
  const held = payments.find((payment) => payment.state === "held");
  if (held) return { do: "release", paymentId: held.id };
  return payments.some((payment) => payment.state === "open") ? { do: "await_payment" } : { do: "nothing" };
}

/** While names are in flight the hold is left alone, until it nears its end. */
function decideInFlight(facts: OrderFacts, dueMinor: number): OrderBeat {
  const { now, items, payments } = facts;
  const inFlightMinor = sum(items.filter((item) => item.state === "registering").map(itemTotal));
  if (payments.some((payment) => payment.state === "open" && payment.kind === "rehold")) {
    return newHold(facts, inFlightMinor) ?? { do: "await_items" };
  }
  const [newest, older] = payments.filter((payment) => payment.state === "held");
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
