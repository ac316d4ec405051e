import type { FactView } from "@/lib/orders/views";

export type StripeId = { kind: string; id: string };

const kinds: Record<string, string> = {
  pi: "Payment",
  ch: "Charge",
  py: "Charge",
  cs: "Checkout",
  cus: "Customer",
  re: "Refund",
};
const pattern = /^(pi|ch|py|cs|cus|re)_(?:(?:test|live)_)?[A-Za-z0-9]{10,}$/;

/** The ids under which Stripe knows an order, each once, from what its timeline and its calls say. */
export function stripeIds(
  timeline: Pick<FactView, "evidence">[],
  trace: { provider: string; response: unknown }[],
): StripeId[] {
  const found = new Map<string, StripeId>();
  const look = (value: unknown): void => {
    if (typeof value === "string") {
      const kind = pattern.exec(value)?.[1];
      if (kind) found.set(value, { kind: kinds[kind] ?? kind, id: value });
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  for (const { evidence } of timeline) for (const { value } of evidence) look(value);
  // A list reply is about other orders too.
  for (const { provider, response } of trace) if (provider === "stripe" && !isList(response)) look(response);
  const order = Object.values(kinds);
  return [...found.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.id.localeCompare(b.id));
}

function isList(response: unknown): boolean {
  return typeof response === "object" && response !== null && "object" in response && response.object === "list";
}
