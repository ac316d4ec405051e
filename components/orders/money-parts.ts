import type { MoneyView } from "@/lib/orders/views";

export type MoneyPart = { key: "held" | "captured" | "released" | "refunded"; amountMinor: number };

/**
 * The held sum as parts that add up to it: what is still held, what was captured and kept, released, refunded. A view may
 * give `heldMinor` as the whole sum or as what is left of it; parts that already account for it leave nothing held.
 */
export function moneyParts(money: MoneyView): { totalMinor: number; parts: MoneyPart[] } {
  const gone = money.capturedMinor + money.releasedMinor;
  const held = money.heldMinor >= gone ? money.heldMinor - gone : money.heldMinor;
  const parts: MoneyPart[] = [
    { key: "captured", amountMinor: Math.max(0, money.capturedMinor - money.refundedMinor) },
    { key: "held", amountMinor: held },
    { key: "refunded", amountMinor: money.refundedMinor },
    { key: "released", amountMinor: money.releasedMinor },
  ];
  return { totalMinor: held + gone, parts: parts.filter((part) => part.amountMinor > 0) };
}
