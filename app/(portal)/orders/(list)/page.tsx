import type { Metadata, Route } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { orderColumns } from "@/components/orders/order-columns";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { listOrders } from "@/lib/orders/list-orders";

export const metadata: Metadata = { title: "Orders" };

const columns = orderColumns("/orders");

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
