import type { Route } from "next";
import Link from "next/link";
import { ActionButton } from "@/components/admin/action-button";
import { MomentAhead } from "@/components/admin/moment-ahead";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { FunctionRow } from "@/inngest/embedded/queries";
import { withQuery } from "../../search-param";
import { runFunctionNow } from "../actions";

/** Functions with what starts them; those with a schedule can be run at once. */
export function FunctionTable({ functions, now }: { functions: FunctionRow[]; now: string }) {
  const columns: Column<FunctionRow>[] = [
    {
      key: "name",
      head: "Function",
      card: "title",
      cell: (row) => (
        <Link className="link font-medium" href={withQuery("/admin/engine", { function: row.id }) as Route}>
          {row.name}
        </Link>
      ),
    },
    {
      key: "starts",
      head: "Starts at",
      cell: (row) => (
        <span className="block font-mono text-xs break-all">
          {row.triggers.map((trigger) => (
            <span key={trigger.event ?? trigger.cron} className="block">
              {trigger.event ?? trigger.cron}
            </span>
          ))}
        </span>
      ),
    },
    { key: "retries", head: "Retries", align: "right", cell: (row) => row.retries },
    {
      key: "last",
      head: "Last tick",
      cell: (row) =>
        row.crons[0]?.lastAt ? (
          <MomentAhead iso={row.crons[0].lastAt.toISOString()} now={now} />
        ) : (
          <span className="text-ink-3">{row.crons[0] ? "not yet" : "by event"}</span>
        ),
    },
    {
      key: "next",
      head: "Next tick",
      cell: (row) =>
        row.crons[0] ? (
          <MomentAhead iso={row.crons[0].nextAt.toISOString()} now={now} />
        ) : (
          <span className="text-ink-3">by event</span>
        ),
    },
    {
      key: "run",
      head: "Run",
      card: "plain",
      align: "right",
      cell: (row) =>
        row.crons.length > 0 && (
          <ActionButton action={runFunctionNow} fields={{ functionId: row.id }} label={`Run ${row.name} now`}>
            Run now
          </ActionButton>
        ),
    },
  ];
  return <DataTable caption="Functions" columns={columns} rows={functions} rowKey={(row) => row.id} />;
}
