import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { SearchForm } from "@/components/admin/search-form";
import { invoiceColumns } from "@/components/billing/invoice-columns";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { invoiceFilters, listInvoices } from "@/lib/billing/list-invoices";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../../search-param";
import { VatRates } from "./vat-rates";

export const metadata: Metadata = { title: "Invoices" };

const words: Record<(typeof invoiceFilters)[number], string> = {
  open: "Open",
  overdue: "Overdue",
  paid: "Paid",
  void: "Void",
  written_off: "Given up",
  credit_note: "Credit notes",
};
const columns = invoiceColumns("/admin/invoices");

/** Names are kept as A-labels, so a name typed in its own letters is asked for as one. */
function asStored(query: string | undefined): string | undefined {
  if (!query || !/[^\x20-\x7e]/.test(query)) return query;
  const parsed = parseDomainName(query);
  return parsed.ok ? parsed.name.ascii : query;
}

export default async function AdminInvoicesPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const [q, after] = [searchParam(params.q), searchParam(params.after)];
  const state = searchChoice(params.state, invoiceFilters);
  const invoices = await listInvoices(ctx, { query: asStored(q), state, after });
  const href = (query: { state?: string; after?: string }) => withQuery("/admin/invoices", { q, ...query }) as Route;
  return (
    <>
      <PageHead title="Invoices" action={<VatRates />}>
        Of every merchant, newest first.
      </PageHead>
      <SearchForm label="Search invoices" placeholder="A number, a name, a merchant" value={q ?? ""} keep={{ state }} />
      <div className="mt-6 mb-2">
        <Tabs
          label="Invoices by state"
          current={href({ state })}
          tabs={[
            { label: "All", href: href({}) },
            ...invoiceFilters.map((each) => ({ label: words[each], href: href({ state: each }) })),
          ]}
        />
      </div>
      {invoices.rows.length === 0 ? (
        <div className="mt-6">
          <EmptyState
            title={q ? `No invoice matches “${q}”` : state ? "There is none in this state" : "No invoices yet"}
            action={(q || state) && <ButtonLink href={"/admin/invoices" as Route}>Show all invoices</ButtonLink>}
          >
            {q
              ? "Looked for in numbers, names and merchants."
              : "Each order that delivered something leaves one, and each renewal begins with one."}
          </EmptyState>
        </div>
      ) : (
        <>
          <DataTable caption="Invoices, newest first" columns={columns} rows={invoices.rows} rowKey={(row) => row.id} />
          <Pager
            shown={invoices.rows.length}
            total={invoices.total}
            noun={["document", "documents"]}
            nextHref={invoices.next ? href({ state, after: invoices.next }) : null}
            firstHref={after ? href({ state }) : null}
          />
        </>
      )}
    </>
  );
}
