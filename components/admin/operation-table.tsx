import type { Route } from "next";
import Link from "next/link";
import { type Column, DataTable } from "@/components/ui/data-table";
import { formatAge } from "@/components/ui/format-moment";
import { StatusPill } from "@/components/ui/status-pill";
import type { OperationRow } from "@/lib/admin/list-operations";
import { isStuck, mayResolve, operationState, operationVerb } from "./operation-words";
import { ResolveItem } from "./resolve-item";
import type { SayingAction } from "./saying";

function What({ row }: { row: OperationRow }) {
  const words = (
    <>
      <span className="block font-medium">{operationVerb(row.verb)}</span>
      {row.name && <span className="display block text-lg break-words">{row.name}</span>}
    </>
  );
  if (!row.orderId) return words;
  return (
    <Link data-row href={`/admin/orders/${row.orderId}` as Route} className="block rounded-sm hover:text-brass-ink">
      {words}
    </Link>
  );
}

/** Work at outside parties: what, for whom, how long, what was last heard, and what a person may do. */
export function OperationTable({ rows, now, resolve }: { rows: OperationRow[]; now: string; resolve: SayingAction }) {
  const columns: Column<OperationRow>[] = [
    { key: "what", head: "Operation", card: "title", width: "w-52", cell: (row) => <What row={row} /> },
    {
      key: "who",
      head: "Merchant, provider",
      cell: (row) => (
        <span className="block max-md:text-right">
          <span className="block truncate md:max-w-40" title={row.merchantName ?? undefined}>
            {row.merchantName ?? "the platform"}
          </span>
          <span className="block text-sm text-ink-3">{row.provider}</span>
        </span>
      ),
    },
    {
      key: "state",
      head: "State",
      cell: (row) => (
        <span className="flex flex-wrap gap-1 max-md:justify-end md:py-2">
          <StatusPill tone={operationState[row.state].tone}>{operationState[row.state].word}</StatusPill>
          {isStuck(row, now) && <StatusPill tone="attention">stuck</StatusPill>}
        </span>
      ),
    },
    {
      key: "age",
      head: "Age, attempts",
      cell: (row) => (
        <span className="block max-md:text-right">
          <span className="block whitespace-nowrap">{formatAge(row.createdAt, now)}</span>
          <span className="block text-sm text-ink-3">
            {row.attempt} {row.attempt === 1 ? "attempt" : "attempts"}
          </span>
        </span>
      ),
    },
    {
      key: "said",
      head: "Last heard",
      cell: (row) => (
        <span className="block max-w-72 text-sm break-words text-ink-2 max-md:text-right md:py-2">
          {row.lastError ?? (row.state === "sent" ? "It was taken, no outcome yet." : null)}
          {row.providerRef && <span className="block font-mono text-xs break-all text-ink-3">{row.providerRef}</span>}
        </span>
      ),
    },
    {
      key: "do",
      head: "Settle it",
      width: "w-60",
      card: "plain",
      cell: (row) =>
        mayResolve(row) && row.itemId ? (
          <span className="block py-2">
            <ResolveItem itemId={row.itemId} name={row.name ?? "this name"} action={resolve} />
          </span>
        ) : (
          <span className="text-sm text-ink-3">
            {row.settledAt ? `Ended ${formatAge(row.settledAt, now)}` : "Looked at by itself"}
          </span>
        ),
    },
  ];
  return <DataTable caption="Operations, newest first" columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
