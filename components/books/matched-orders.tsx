import type { Route } from "next";
import Link from "next/link";
import { DataTable } from "@/components/ui/data-table";
import { formatDay } from "@/components/ui/format-moment";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import type { MatchedOrder } from "@/lib/books/views";

/** Orders about which all books agree. */
export function MatchedOrders({ orders }: { orders: MatchedOrder[] }) {
  const price = (minor: number | null, currency: string | null) =>
    minor === null || currency === null ? (
      <span className="text-ink-3">–</span>
    ) : (
      <Price amountMinor={minor} currency={currency} />
    );
  return (
    <DataTable
      caption="Matched orders, newest first"
      compact
      rows={orders}
      rowKey={(row) => row.orderId}
      columns={[
        {
          key: "order",
          head: "Order",
          card: "title",
          cell: ({ orderId, names }) => (
            <Link className="link" href={`/admin/orders/${orderId}` as Route}>
              {names[0] ? <Name ascii={names[0]} aLabel={false} size="sm" /> : orderId}
              {names.length > 1 && <span className="text-sm text-ink-3"> and {names.length - 1} more</span>}
            </Link>
          ),
        },
        { key: "ended", head: "Ended", cell: (row) => formatDay(row.endedAt) },
        { key: "stripe", head: "Stripe", align: "right", cell: (row) => price(row.stripeMinor, row.currency) },
        { key: "fee", head: "Its fee", align: "right", cell: (row) => price(row.feeMinor, row.currency) },
        { key: "registrar", head: "Registrar", align: "right", cell: (row) => price(row.costMinor, row.costCurrency) },
        { key: "order-total", head: "Sold for", align: "right", cell: (row) => price(row.orderMinor, row.currency) },
      ]}
    />
  );
}
