import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { ListKeys } from "@/components/admin/list-keys";
import { nextOfRun, runStatus } from "@/components/admin/run-status";
import { Card } from "@/components/ui/card";
import { type Column, DataTable, rowLink } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatAge, formatDuration } from "@/components/ui/format-moment";
import { PageHead } from "@/components/ui/page-head";
import { StatusPill } from "@/components/ui/status-pill";
import { Tabs } from "@/components/ui/tabs";
import { countRuns, listFunctions, listRuns, type RunRow, type RunStatus } from "@/inngest/embedded/queries";
import { engineRuns } from "@/lib/admin/engine-runs";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../../search-param";
import { FunctionTable } from "./function-table";
import { RunPager } from "./run-pager";

export const metadata: Metadata = { title: "Engine" };

const statuses: RunStatus[] = ["active", "failed", "completed"];

export default async function EnginePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const status = searchChoice(params.status, statuses);
  const before = searchParam(params.before);
  const functionId = searchParam(params.function);
  const [functions, counts, { runs, before: next }] = await engineRuns(ctx, (sql) =>
    Promise.all([
      listFunctions(sql),
      countRuns(sql),
      listRuns(sql, { ...(status && { status }), ...(functionId && { functionId }), ...(before && { before }) }),
    ]),
  );
  const now = ctx.clock.now().toISOString();
  const nameOf = (id: string) => functions.find((each) => each.id === id)?.name ?? id;
  const chosen = functionId ? nameOf(functionId) : null;
  const href = (query: { status?: string; before?: string; function?: string }) =>
    withQuery("/admin/engine", { function: functionId, ...query }) as Route;
  const total = status ? counts[status] : counts.active + counts.completed + counts.failed;

  const columns: Column<RunRow>[] = [
    {
      key: "function",
      head: "Function",
      card: "title",
      cell: (row) => (
        <Link data-row href={`/admin/engine/${row.id}` as Route} className={rowLink}>
          <span className="font-medium">{nameOf(row.functionId)}</span>
        </Link>
      ),
    },
    {
      key: "status",
      head: "Status",
      cell: (row) => (
        <StatusPill tone={runStatus[row.status].tone}>
          {row.status === "active" ? nextOfRun(row.next) : runStatus[row.status].word}
        </StatusPill>
      ),
    },
    { key: "event", head: "Started by", cell: (row) => <span className="font-mono text-xs">{row.eventName}</span> },
    { key: "steps", head: "Steps", align: "right", cell: (row) => row.steps },
    { key: "started", head: "Started", cell: (row) => formatAge(row.createdAt.toISOString(), now) },
    {
      key: "took",
      head: "Took",
      align: "right",
      cell: (row) => (row.endedAt ? formatDuration(row.endedAt.getTime() - row.createdAt.getTime()) : "not ended"),
    },
  ];

  return (
    <>
      <PageHead title="Engine">
        Durable work: each step is done once and remembered, so a run goes on where it was after any crash.
      </PageHead>
      <ListKeys />
      {functions.length === 0 ? (
        <EmptyState title="No engine has registered here">
          The built-in engine registers its functions when the product starts. Where an Inngest server runs the work,
          its own dashboard shows the runs.
        </EmptyState>
      ) : (
        <>
          <Card title="Functions">
            <FunctionTable functions={functions} now={now} />
          </Card>
          <h2 className="display mt-10 mb-2 text-xl">
            {chosen ? `Runs of ${chosen}` : "Runs"}
            {chosen && (
              <Link href={withQuery("/admin/engine", { status }) as Route} className="link ml-4 font-sans text-sm">
                Show all functions
              </Link>
            )}
          </h2>
          <div className="mb-2">
            <Tabs
              label="Runs by status"
              current={href({ status })}
              tabs={[
                { label: "All", href: href({}) },
                ...statuses.map((each) => ({
                  label: runStatus[each].word,
                  href: href({ status: each }),
                  ...(!functionId && { count: counts[each] }),
                })),
              ]}
            />
          </div>
          {runs.length === 0 ? (
            <div className="mt-6">
              <EmptyState title={status === "failed" ? "No run has failed" : "No runs here"}>
                A run appears when an event or the schedule starts its function.
              </EmptyState>
            </div>
          ) : (
            <>
              <DataTable caption="Runs, newest first" columns={columns} rows={runs} rowKey={(row) => row.id} compact />
              <RunPager
                shown={runs.length}
                total={functionId ? null : total}
                nextHref={next ? href({ status, before: next }) : null}
                firstHref={before ? href({ status }) : null}
              />
            </>
          )}
        </>
      )}
    </>
  );
}
