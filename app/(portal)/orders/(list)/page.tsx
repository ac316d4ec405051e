import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { orderStatus } from "@/components/orders/order-status";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable, rowLink } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { EmptyState } from "@/components/ui/empty-state";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import { listOrders } from "@/lib/orders/list-orders";
import type { OrderRow } from "@/lib/orders/views";

export const metadata: Metadata = { title: "Orders" };

const columns: Column<OrderRow>[] = [
  {
    key: "names",
    head: "Names",
    card: "title",
    cell: (row) => (
      <Link href={`/orders/${row.id}` as Route} className={rowLink}>
        <Name ascii={row.names[0] ?? row.id} size="md" aLabel={false} />
        {row.nameCount > 1 && <span className="ml-2 text-sm text-ink-3">and {row.nameCount - 1} more</span>}
      </Link>
    ),
  },
  {
    key: "state",
    head: "State",
    cell: (row) => <StatusPill tone={orderStatus[row.state].tone}>{orderStatus[row.state].word}</StatusPill>,
  },
  { key: "placed", head: "Placed", cell: (row) => <Day iso={row.placedAt} /> },
  {
    key: "total",
    head: "Total",
    align: "right",
    cell: (row) => <Price amountMinor={row.totalMinor} currency={row.currency} />,
  },
  {
    key: "charged",
    head: "Charged",
    align: "right",
    cell: (row) => <Price amountMinor={row.chargedMinor} currency={row.currency} className="font-medium" />,
  },
];

export default async function OrdersPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  const ctx = await requireMemberCtx();
  const { after } = await searchParams;
  const from = typeof after === "string" ? after : undefined;
  const orders = await listOrders(ctx, { after: from });
  return (
    <>
      <PageHead title="Orders" />
      {orders.total === 0 ? (
        <EmptyState
          title="No orders yet"
          action={
            <ButtonLink href="/" look="primary">
              Search a name
            </ButtonLink>
          }
        >
          Each order has its own page, where you watch the names become yours and see where your money is.
        </EmptyState>
      ) : (
        <>
          <DataTable caption="Orders, newest first" columns={columns} rows={orders.rows} rowKey={(row) => row.id} />
          <Pager
            shown={orders.rows.length}
            total={orders.total}
            noun={["order", "orders"]}
            nextHref={orders.next ? (`/orders?after=${orders.next}` as Route) : null}
            firstHref={from ? "/orders" : null}
          />
        </>
      )}
    </>
  );
}
