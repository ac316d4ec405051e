import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { SearchForm } from "@/components/admin/search-form";
import { orderColumns } from "@/components/orders/order-columns";
import { orderStatus } from "@/components/orders/order-status";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { listOrders } from "@/lib/orders/list-orders";
import type { OrderView } from "@/lib/orders/views";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../../search-param";

export const metadata: Metadata = { title: "Orders" };

const states = Object.keys(orderStatus) as OrderView["state"][];

const columns = orderColumns("/admin/orders");

/** Names are kept as A-labels, so a name typed in its own letters is asked for as one. */
function asStored(query: string | undefined): string | undefined {
  if (!query || !/[^\x20-\x7e]/.test(query)) return query;
  const parsed = parseDomainName(query);
  return parsed.ok ? parsed.name.ascii : query;
}

export default async function AdminOrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const [q, after] = [searchParam(params.q), searchParam(params.after)];
  const state = searchChoice(params.state, states);
  const orders = await listOrders(ctx, { query: asStored(q), state, after });
  const href = (query: { state?: string; after?: string }) => withQuery("/admin/orders", { q, ...query }) as Route;
  return (
    <>
      <PageHead title="Orders">Of every merchant, newest first.</PageHead>
      <SearchForm
        label="Search orders"
        placeholder="A name, a merchant, an order's id"
        value={q ?? ""}
        keep={{ state }}
      />
      <div className="mt-6 mb-2">
        <Tabs
          label="Orders by state"
          current={href({ state })}
          tabs={[
            { label: "All", href: href({}) },
            ...states.map((each) => ({ label: orderStatus[each].word, href: href({ state: each }) })),
          ]}
        />
      </div>
      {orders.rows.length === 0 ? (
        <div className="mt-6">
          <EmptyState
            title={q ? `No order matches “${q}”` : state ? "No order is in this state" : "No orders yet"}
            action={(q || state) && <ButtonLink href={"/admin/orders" as Route}>Show all orders</ButtonLink>}
          >
            {q
              ? "Looked for in names, merchants and order ids."
              : "An order appears here the moment a merchant goes to pay, and stays whatever becomes of it."}
          </EmptyState>
        </div>
      ) : (
        <>
          <DataTable caption="Orders, newest first" columns={columns} rows={orders.rows} rowKey={(row) => row.id} />
          <Pager
            shown={orders.rows.length}
            total={orders.total}
            noun={["order", "orders"]}
            nextHref={orders.next ? href({ state, after: orders.next }) : null}
            firstHref={after ? href({ state }) : null}
          />
        </>
      )}
    </>
  );
}
