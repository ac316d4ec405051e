import type { Metadata } from "next";
import { currentCtx } from "@/app/_lib/session";
import { EndingFilter } from "@/components/prices/ending-filter";
import { PriceTable } from "@/components/prices/price-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { tldGroups } from "@/lib/tlds/catalogue-data";
import { lateRenewal } from "@/lib/tlds/late-renewal";
import { listSoldTlds } from "@/lib/tlds/queries";
import { groupTitle } from "./group-title";

export const metadata: Metadata = {
  title: "Prices",
  description: "Every ending we sell, with what it costs to register, renew in time or late, transfer and restore.",
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
                rows={rows.map((entry) => ({
                  tld: entry.tld,
                  text: entry.tldUnicode,
                  ...entry.prices,
                  lateRenewMinor: lateRenewal(entry),
                  minYears: entry.minYears,
                  maxYears: entry.maxYears,
                  restriction: entry.restriction,
                }))}
              />
            );
          })}
        </EndingFilter>
      )}
      <p className="mt-2 max-w-prose text-base text-ink-2">
        Before a name runs out we write to its registrant by e-mail, about a month and about a week before, and once
        more within five days after: at the address in the registration, with these prices and the last day of each. It
        takes no account to get these mails. A name that stays unpaid stops working before it is lost, and works again
        when it is renewed.
      </p>
    </div>
  );
}
