import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { ListKeys } from "@/components/admin/list-keys";
import { PriceImport } from "@/components/admin/price-import";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { listAccounts } from "@/lib/accounts/list-accounts";
import { getSettings } from "@/lib/settings/get-settings";
import { listTlds } from "@/lib/tlds/queries";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../search-param";
import { importPriceLists } from "./actions";
import { matchingTlds, soldChoices } from "./matching-tlds";
import { TldFilters } from "./tld-filters";
import { TldGrid } from "./tld-grid";

export const metadata: Metadata = { title: "Endings" };

const pageSize = 25;

export default async function TldsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const filter = {
    q: searchParam(params.q),
    group: searchParam(params.group),
    sold: searchChoice(params.sold, soldChoices),
  };
  const after = searchParam(params.after);
  const settings = await getSettings();
  const [all, accounts] = await Promise.all([listTlds({ clock: ctx.clock, settings }), listAccounts(ctx)]);
  const found = matchingTlds(all, filter);
  const from = after ? found.findIndex((entry) => entry.tld === after) + 1 : 0;
  const rows = found.slice(from, from + pageSize);
  const more = from + pageSize < found.length;
  const href = (last?: string) => withQuery("/admin/tlds", { ...filter, after: last }) as Route;
  return (
    <>
      <PageHead title="Endings" action={<PriceImport action={importPriceLists} />}>
        What is sold, at which cost and price. A year each, in {settings.currency}, before tax. Prices are cost plus{" "}
        {settings.markupPercent} % and a fixed part, unless set by hand; public they stand on{" "}
        <a className="link" href="/prices">
          the price page
        </a>
        .
      </PageHead>
      <ListKeys />
      <TldFilters
        filter={filter}
        groups={[...new Set(all.map((entry) => entry.group))]}
        found={found.length}
        all={all.length}
      />
      {rows.length === 0 ? (
        <div className="mt-6">
          <EmptyState
            title={all.length === 0 ? "The catalogue is empty" : "No ending matches"}
            action={all.length > 0 && <ButtonLink href={"/admin/tlds" as Route}>Show all endings</ButtonLink>}
          >
            {all.length === 0 && "Import a registrar's price list: its endings join the catalogue, switched off."}
          </EmptyState>
        </div>
      ) : (
        <>
          <TldGrid
            rows={rows}
            now={ctx.clock.now().toISOString()}
            maxAgeHours={settings.pricesMaxAgeHours}
            accounts={accounts.map(({ id, label, registrar }) => ({ id, label, registrar }))}
          />
          <Pager
            shown={rows.length}
            total={found.length}
            noun={["ending", "endings"]}
            nextHref={more ? href(rows.at(-1)?.tld) : null}
            firstHref={from > 0 ? href() : null}
          />
        </>
      )}
    </>
  );
}
