import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { transferStatus } from "@/components/transfers/transfer-status";
import { ButtonLink } from "@/components/ui/button";
import { type Column, DataTable, rowLink } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { EmptyState } from "@/components/ui/empty-state";
import { Name } from "@/components/ui/name";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { StatusPill } from "@/components/ui/status-pill";
import { listTransfers } from "@/lib/transfers/list-transfers";
import type { TransferRow } from "@/lib/transfers/views";

export const metadata: Metadata = { title: "Transfers" };

const columnsAt = (now: string): Column<TransferRow>[] => [
  {
    key: "name",
    head: "Name",
    card: "title",
    width: "w-56",
    cell: (row) => (
      <Link href={`/orders/${row.orderId}` as Route} className={rowLink}>
        <Name ascii={row.nameAscii} size="md" aLabel={false} />
      </Link>
    ),
  },
  {
    key: "state",
    head: "State",
    cell: (row) => {
      const status = transferStatus(row);
      return <StatusPill tone={status.tone}>{status.word}</StatusPill>;
    },
  },
  {
    key: "sentence",
    head: "Now",
    card: "plain",
    cell: (row) => <span className="block max-w-prose py-1.5 text-ink-2">{row.sentence}</span>,
  },
  {
    key: "when",
    head: "When",
    align: "right",
    cell: (row) =>
      row.endedAt ? (
        <Day iso={row.endedAt} />
      ) : row.expectedBy ? (
        <>
          <span className="text-sm text-ink-3">by about </span>
          <Day iso={row.expectedBy} now={now} />
        </>
      ) : (
        <span className="text-ink-3">not begun</span>
      ),
  },
];

export default async function TransfersPage({
  searchParams,
}: {
  searchParams: Promise<{ after?: string | string[] }>;
}) {
  const ctx = await requireMemberCtx();
  const { after } = await searchParams;
  const from = typeof after === "string" ? after : undefined;
  const transfers = await listTransfers(ctx, { after: from });
  const bring = (
    <ButtonLink href={"/transfers/new" as Route} look="primary">
      Bring a name here
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Transfers" action={transfers.total > 0 ? bring : undefined}>
        Names on their way here from other registrars. To let one of yours go, open it and choose Transfer.
      </PageHead>
      {transfers.total === 0 ? (
        <EmptyState title="Nothing is on its way" action={bring}>
          A name that you hold elsewhere can come here with its time and one year more. Your site and mail go on as they
          are.
        </EmptyState>
      ) : (
        <>
          <DataTable
            caption="Transfers, those under way first"
            columns={columnsAt(ctx.clock.now().toISOString())}
            rows={transfers.rows}
            rowKey={(row) => row.itemId}
          />
          <Pager
            shown={transfers.rows.length}
            total={transfers.total}
            noun={["transfer", "transfers"]}
            nextHref={transfers.next ? (`/transfers?after=${transfers.next}` as Route) : null}
            firstHref={from ? ("/transfers" as Route) : null}
          />
        </>
      )}
    </>
  );
}
