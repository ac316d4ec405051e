import type { Route } from "next";
import Link from "next/link";
import type { StripeId } from "@/components/admin/stripe-ids";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { type Fact, Facts } from "@/components/ui/facts";
import { TimeOfDay } from "@/components/ui/moment";
import { Price } from "@/components/ui/price";
import type { OrderView } from "@/lib/orders/views";
import { withQuery } from "../../search-param";

/** Who ordered, what it comes to, and under which ids Stripe knows it. */
export function OrderFacts({
  order,
  merchantName,
  stripe,
}: {
  order: OrderView;
  merchantName: string | null;
  stripe: StripeId[];
}) {
  const price = (amountMinor: number) => <Price amountMinor={amountMinor} currency={order.currency} />;
  const facts: Fact[] = [
    ...(merchantName
      ? [
          {
            label: "Merchant",
            value: (
              <Link className="link" href={withQuery("/admin/orders", { q: merchantName }) as Route}>
                {merchantName}
              </Link>
            ),
            hint: "All orders of this merchant",
          },
        ]
      : []),
    { label: "Placed", value: <TimeOfDay iso={order.placedAt} day /> },
    ...(order.heldAt ? [{ label: "Held", value: <TimeOfDay iso={order.heldAt} day /> }] : []),
    ...(order.money.captureBefore
      ? [
          {
            label: "Hold ends",
            value: <TimeOfDay iso={order.money.captureBefore} day />,
            hint: "Stripe's own deadline of the hold",
          },
        ]
      : []),
    ...(order.endedAt ? [{ label: "Ended", value: <TimeOfDay iso={order.endedAt} day /> }] : []),
    { label: "Names", value: price(order.subtotalMinor) },
    { label: "Tax", value: price(order.taxMinor), hint: order.taxNote },
    { label: "Total", value: price(order.totalMinor) },
  ];
  return (
    <>
      <Card title="Order">
        <Facts facts={facts} />
      </Card>
      {stripe.length > 0 && (
        <Card title="At Stripe">
          <ul className="divide-y divide-line">
            {stripe.map(({ kind, id }) => (
              <li key={id} className="flex min-h-10 items-center gap-2 py-1">
                <span className="w-20 shrink-0 text-sm text-ink-3">{kind}</span>
                <span className="min-w-0 flex-1 truncate font-mono text-xs" title={id}>
                  {id}
                </span>
                <CopyButton value={id} label={`Copy ${id}`} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
