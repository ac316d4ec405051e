import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { domainStatus } from "@/components/domains/domain-status";
import { Button, ButtonLink } from "@/components/ui/button";
import { type Column, DataTable, rowLink } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { Price } from "@/components/ui/price";
import { Stat } from "@/components/ui/stat";
import { StatusPill } from "@/components/ui/status-pill";
import { listDomains } from "@/lib/domains/list-domains";
import type { DomainRow } from "@/lib/domains/views";

export const metadata: Metadata = { title: "Domains" };

function columnsAt(now: string): Column<DomainRow>[] {
  return [
    {
      key: "name",
      head: "Name",
      card: "title",
      cell: (row) => (
        <Link href={`/domains/${row.id}` as Route} className={rowLink}>
          <Name ascii={row.nameAscii} size="md" aLabel={false} />
        </Link>
      ),
    },
    {
      key: "status",
      head: "Status",
      cell: (row) => {
        const { tone, word } = domainStatus(row, now);
        return <StatusPill tone={tone}>{word}</StatusPill>;
      },
    },
    {
      key: "until",
      head: "Renews or ends",
      card: "plain",
      cell: (row) =>
        row.expiresAt ? (
          <span className="text-ink-2">
            {row.autoRenew ? "Renews " : "Ends "}
            <Day iso={row.expiresAt} now={now} />
          </span>
        ) : (
          <span className="text-ink-3">not known yet</span>
        ),
    },
    { key: "registrar", head: "Registrar", cell: (row) => <span className="text-ink-2">{row.registrarLabel}</span> },
    {
      key: "price",
      head: "Next year",
      align: "right",
      cell: (row) =>
        row.renewPriceMinor !== null && row.currency ? (
          <Price amountMinor={row.renewPriceMinor} currency={row.currency} />
        ) : (
          "–"
        ),
    },
  ];
}

type Search = { query?: string | string[]; after?: string | string[]; view?: string | string[] };
const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : undefined);

export default async function DomainsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const ctx = await requireMemberCtx();
  const asked = await searchParams;
  const [query, after] = [one(asked.query)?.slice(0, 200), one(asked.after)];
  const view = asked.view === "attention" || asked.view === "expiring" ? asked.view : undefined;
  const { counters, ...page } = await listDomains(ctx, { query, after, view });
  const now = ctx.clock.now().toISOString();
  const href = (change: { view?: string; after?: string }) => {
    const params = new URLSearchParams({ ...(query && { query }), ...(view && { view }), ...change });
    for (const [key, value] of [...params]) if (value === "") params.delete(key);
    return (params.size > 0 ? `/domains?${params}` : "/domains") as Route;
  };
  const buy = (
    <ButtonLink href="/" look="primary">
      Search a name
    </ButtonLink>
  );
  if (counters.all === 0)
    return (
      <>
        <PageHead title="Domains" />
        <EmptyState title="No names yet" action={buy}>
          Names you buy stand here with their state, their renewal and their zone.
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHead title="Domains" action={buy} />
      <div className="mb-6 grid grid-cols-3 gap-2 md:max-w-2xl md:gap-3">
        <Stat label="All" value={counters.all} href={href({ view: "", after: "" })} current={!view} />
        <Stat
          label="Needs you"
          value={counters.attention}
          tone={counters.attention > 0 ? "attention" : "idle"}
          href={href({ view: "attention", after: "" })}
          current={view === "attention"}
        />
        <Stat
          label="Within 30 days"
          value={counters.expiring}
          tone={counters.expiring > 0 ? "attention" : "idle"}
          href={href({ view: "expiring", after: "" })}
          current={view === "expiring"}
        />
      </div>
      <search className="mb-4 block">
        <form action="/domains" className="flex max-w-md gap-2">
          <span className="relative min-w-0 flex-1">
            <Icon name="search" className="pointer-events-none absolute top-3 left-3 text-ink-3" />
            <input
              type="search"
              name="query"
              defaultValue={query}
              aria-label="Find a domain"
              placeholder="Find a domain"
              className="h-10 w-full rounded-md border border-edge bg-surface pr-3 pl-10 text-base focus-visible:outline-offset-0"
            />
          </span>
          {view && <input type="hidden" name="view" value={view} />}
          <Button type="submit">Find</Button>
        </form>
      </search>
      {page.rows.length > 0 ? (
        <>
          <DataTable caption="Domains by name" columns={columnsAt(now)} rows={page.rows} rowKey={(row) => row.id} />
          <Pager
            shown={page.rows.length}
            total={page.total}
            noun={["domain", "domains"]}
            nextHref={page.next ? href({ after: page.next }) : null}
            firstHref={after ? href({ after: "" }) : null}
          />
        </>
      ) : (
        <EmptyState
          title={query ? `No domain matches “${query}”` : "None of your names is in this state"}
          action={<ButtonLink href="/domains">Show all {counters.all}</ButtonLink>}
        />
      )}
    </>
  );
}
