import type { Metadata } from "next";
import { currentCtx } from "@/app/_lib/session";
import { EndingFilter } from "@/components/prices/ending-filter";
import { PriceTable } from "@/components/prices/price-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { tldGroups } from "@/lib/tlds/catalogue-data";
import { listSoldTlds } from "@/lib/tlds/queries";
import { groupTitle } from "./group-title";

export const metadata: Metadata = {
  title: "Prices",
  description: "Every ending we sell, with what it costs to register, renew, transfer and restore.",
};

export default async function PricesPage({ searchParams }: { searchParams: Promise<{ ending?: string | string[] }> }) {
  const { clock } = await currentCtx();
  const { ending } = await searchParams;
  const wanted = typeof ending === "string" ? ending.trim().toLowerCase().replace(/^\./, "") : "";
  const sold = await listSoldTlds({ clock });
  const shown = sold.filter((entry) => `${entry.tld} ${entry.tldUnicode}`.includes(wanted));
  const currency = sold[0]?.currency ?? "";
  const groups = [...tldGroups, ...new Set(sold.map((entry) => entry.group))].filter(
    (group, index, all) => all.indexOf(group) === index,
  );
  return (
    <div className="pt-8 md:pt-12">
      <PageHead title="Every ending, every price">
        A year each, in {currency || "one currency"}, before tax. What a name costs later stands beside what it costs
        now, and a name that does not become yours costs nothing.
      </PageHead>
      {sold.length === 0 ? (
        <EmptyState title="Nothing is sold just now">
          The registrar's price list is being read. Look again in a few minutes.
        </EmptyState>
      ) : (
        <EndingFilter initial={wanted} total={sold.length}>
          {groups.map((group) => {
            const rows = shown.filter((entry) => entry.group === group);
            if (rows.length === 0) return null;
            return (
              <PriceTable
                key={group}
                title={groupTitle(group)}
                currency={currency}
                rows={rows.map(({ tld, tldUnicode, prices, minYears, maxYears, restriction }) => ({
                  tld,
                  text: tldUnicode,
                  ...prices,
                  minYears,
                  maxYears,
                  restriction,
                }))}
              />
            );
          })}
        </EndingFilter>
      )}
    </div>
  );
}
