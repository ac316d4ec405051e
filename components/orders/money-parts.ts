import type { MoneyView } from "@/lib/orders/views";

export type MoneyPart = { key: "held" | "captured" | "released" | "refunded"; amountMinor: number };

/** The sum that was ever held, as parts that add up to it: captured and kept, still held, refunded, released. */
export function moneyParts(money: MoneyView): { totalMinor: number; parts: MoneyPart[] } {
  const parts: MoneyPart[] = [
    { key: "captured", amountMinor: money.capturedMinor - money.refundedMinor },
    { key: "held", amountMinor: money.heldMinor },
    { key: "refunded", amountMinor: money.refundedMinor },
    { key: "released", amountMinor: money.releasedMinor },
  ];
  return {
    totalMinor: money.heldMinor + money.capturedMinor + money.releasedMinor,
    parts: parts.filter((part) => part.amountMinor > 0),
  };
}
