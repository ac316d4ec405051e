import type { Metadata, Route } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { invoiceColumns } from "@/components/billing/invoice-columns";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { creditBalances } from "@/lib/billing/credit-balance";
import { listInvoices, owedByMerchant } from "@/lib/billing/list-invoices";
import { requireMerchant } from "@/lib/kernel/context";
import { formatMoney } from "@/lib/kernel/money";

export const metadata: Metadata = { title: "Invoices" };

const filters = [
  { state: undefined, label: "All" },
  { state: "open", label: "To pay" },
  { state: "paid", label: "Paid" },
  { state: "credit_note", label: "Credit notes" },
] as const;
const columns = invoiceColumns("/invoices");

type Query = { state?: string | undefined; after?: string | undefined };

function hrefOf(query: Query): Route {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return (pairs.length > 0 ? `/invoices?${new URLSearchParams(pairs)}` : "/invoices") as Route;
}

export default async function InvoicesPage({
  searchParams,
}: {
  searchParams: Promise<{ state?: string | string[]; after?: string | string[] }>;
}) {
  const ctx = await requireMemberCtx();
  const params = await searchParams;
  const after = typeof params.after === "string" ? params.after : undefined;
  const state = filters.find((filter) => filter.state && filter.state === params.state)?.state;
  const [invoices, owed, credit] = await Promise.all([
    listInvoices(ctx, { state, after }),
    owedByMerchant(ctx),
    creditBalances(requireMerchant(ctx)),
  ]);
  return (
    <>
      <PageHead
        title="Invoices"
        action={
          <ButtonLink href={"/settings/billing" as Route} look="secondary">
            Billing details
          </ButtonLink>
        }
      >
        <Standing owed={owed} credit={credit} />
      </PageHead>
      <Tabs
        label="Invoices by state"
        current={hrefOf({ state })}
        tabs={filters.map((filter) => ({ label: filter.label, href: hrefOf({ state: filter.state }) }))}
      />
      <div className="mt-4">
        {invoices.rows.length === 0 ? (
          <EmptyState title={emptyTitle(state)}>
            Each purchase leaves a receipt here, and each renewal is invoiced here before its day, so that no name is
            lost by accident.
          </EmptyState>
        ) : (
          <>
            <DataTable
              caption="Invoices, newest first"
              columns={columns}
              rows={invoices.rows}
              rowKey={(row) => row.id}
            />
            <Pager
              shown={invoices.rows.length}
              total={invoices.total}
              noun={["document", "documents"]}
              nextHref={invoices.next ? hrefOf({ state, after: invoices.next }) : null}
              firstHref={after ? hrefOf({ state }) : null}
            />
          </>
        )}
      </div>
    </>
  );
}

const emptyTitle = (state: string | undefined) =>
  state === "open"
    ? "Nothing to pay"
    : state === "credit_note"
      ? "No credit notes"
      : state
        ? "None is paid yet"
        : "No invoices yet";

type Owed = Awaited<ReturnType<typeof owedByMerchant>>;
type Credit = Awaited<ReturnType<typeof creditBalances>>;

/** What is owed and what is had, in one line. */
function Standing({ owed, credit }: { owed: Owed; credit: Credit }) {
  const open = owed.map(({ openMinor, overdueMinor, currency }) => {
    const late = overdueMinor > 0 ? `, ${formatMoney(overdueMinor, currency)} of it overdue` : "";
    return `${formatMoney(openMinor, currency)} to pay${late}.`;
  });
  const had = credit.map(({ freeMinor, currency }) => `${formatMoney(freeMinor, currency)} of account credit.`);
  return <>{[...(open.length > 0 ? open : ["Nothing to pay."]), ...had].join(" ")}</>;
}
