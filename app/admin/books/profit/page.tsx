import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { ProfitTable } from "@/components/books/profit-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Stat } from "@/components/ui/stat";
import { Tabs } from "@/components/ui/tabs";
import { listMonths } from "@/lib/books/list-months";
import { formatMonth, monthOf, monthSchema } from "@/lib/books/months";
import { profit } from "@/lib/books/profit";
import { formatAmount, formatMoney } from "@/lib/kernel/money";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../../search-param";
import { BookTabs } from "../book-tabs";
import { MonthPicker } from "../month-picker";

export const metadata: Metadata = { title: "Profit" };

const ways = [
  { by: "domain", label: "By name" },
  { by: "tld", label: "By ending" },
  { by: "merchant", label: "By merchant" },
] as const;
const shownAtMost = 500;

export default async function ProfitPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const asked = monthSchema.safeParse(searchParam(params.month));
  const month = asked.success ? asked.data : monthOf(ctx.clock.now());
  const by = searchChoice(params.by, ["domain", "tld", "merchant"] as const) ?? "tld";
  const [earned, months] = await Promise.all([profit(ctx, { by, month }), listMonths(ctx)]);
  const { totals, rows, currency, unvalued } = earned;
  const href = (way: string) => withQuery("/admin/books/profit", { month, by: way }) as Route;
  const rest = rows.length - shownAtMost;
  return (
    <>
      <PageHead
        title={`${formatMonth(month)} ${totals.profitMinor < 0 ? "lost" : "earned"} ${formatMoney(Math.abs(totals.profitMinor), currency)}`}
      >
        Sales without tax, less what registrars and Stripe took, out of the ledger alone. Other currencies at today's
        rates.
      </PageHead>
      <div className="mb-6">
        <MonthPicker months={months} month={month} keep={{ by }} />
      </div>
      <BookTabs current="profit" month={month} />
      {unvalued.length > 0 && (
        <div className="mb-6">
          <Notice tone="attention" title="Not in these sums">
            {unvalued.map((each) => formatMoney(each.amountMinor, each.currency)).join(", ")}: there is no exchange
            rate. Enter one in the settings.
          </Notice>
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState title="Nothing was earned or spent">
          The first captured order or registrar's charge of {formatMonth(month)} appears here.
        </EmptyState>
      ) : (
        <>
          <div className="mb-6 grid grid-cols-2 gap-3 md:grid-cols-4">
            <Stat label="Sales" value={formatAmount(totals.salesMinor, currency)} note={currency} />
            <Stat label="Cost of names" value={formatAmount(totals.costMinor, currency)} note={currency} />
            <Stat label="Fees" value={formatAmount(totals.feesMinor, currency)} note={currency} />
            <Stat
              label="Exchange and other"
              value={formatAmount(totals.fxMinor - totals.otherMinor, currency)}
              note={currency}
            />
          </div>
          <Tabs
            label="Profit by"
            current={href(by)}
            tabs={ways.map((way) => ({ label: way.label, href: href(way.by) }))}
          />
          <div className="mt-2">
            <ProfitTable rows={rows.slice(0, shownAtMost)} by={by} currency={currency} />
          </div>
          {rest > 0 && <p className="mt-3 text-sm text-ink-3">{rest} more, of less profit, are in the sums above.</p>}
        </>
      )}
    </>
  );
}
