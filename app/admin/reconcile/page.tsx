import type { Metadata } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { ActionButton } from "@/components/admin/action-button";
import { FindingTable } from "@/components/admin/finding-table";
import { ListKeys } from "@/components/admin/list-keys";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatAge, formatDuration } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { TimeOfDay } from "@/components/ui/moment";
import { PageHead } from "@/components/ui/page-head";
import { StatusPill } from "@/components/ui/status-pill";
import { latestReconciliation, type ReconcilerView } from "@/lib/reconcile/latest";
import { type SearchParams, searchParam } from "../search-param";
import { runReconciler } from "./actions";

export const metadata: Metadata = { title: "Promises" };

type Run = ReconcilerView["runs"][number];

const runColumns: Column<Run>[] = [
  { key: "at", head: "Started", card: "title", cell: (run) => <TimeOfDay iso={run.startedAt} day seconds /> },
  {
    key: "took",
    head: "Took",
    align: "right",
    cell: (run) =>
      run.endedAt ? formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : "still running",
  },
  { key: "checked", head: "Promises asked", align: "right", cell: (run) => run.checked },
  {
    key: "findings",
    head: "Rows that break one",
    align: "right",
    cell: (run) =>
      run.findings === 0 ? (
        <StatusPill tone="ok">none</StatusPill>
      ) : (
        <StatusPill tone="danger">{run.findings}</StatusPill>
      ),
  },
];

export default async function ReconcilePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const wanted = searchParam((await searchParams).promise);
  const { promises, runs } = await latestReconciliation(ctx);
  const now = ctx.clock.now().toISOString();
  const last = runs[0]?.endedAt;
  const broken = promises.filter(({ findings }) => findings.length > 0);
  // What is broken stands first; within that, the order of the list.
  const sorted = [...broken, ...promises.filter(({ findings }) => findings.length === 0)];
  return (
    <>
      <PageHead
        title={
          !last
            ? "No promise was checked yet"
            : broken.length === 0
              ? "Every promise is kept"
              : `${broken.length} of ${promises.length} promises ${broken.length === 1 ? "is" : "are"} broken`
        }
        action={
          <ActionButton action={runReconciler} look="primary" size="md">
            Run now
          </ActionButton>
        }
      >
        Each is a question to the database, asked every five minutes: it answers with the rows that break it.{" "}
        {last && `Last asked ${formatAge(last, now)}.`}
      </PageHead>
      <ListKeys />
      <ul className="space-y-2">
        {sorted.map(({ id, promise, findings }) => (
          <li key={id} id={id} className="scroll-mt-6">
            <details
              open={findings.length > 0 || id === wanted}
              className={classNames(
                "group rounded-lg border bg-surface",
                findings.length > 0 ? "border-danger" : id === wanted ? "border-edge" : "border-line",
              )}
            >
              <summary className="flex min-h-12 items-center gap-4 rounded-lg px-4 py-2 hover:bg-sunken">
                <span className="w-10 shrink-0 font-mono text-xs text-ink-3">{id}</span>
                <span className="min-w-0 flex-1 text-base">{promise}</span>
                {!last ? (
                  <StatusPill tone="idle">not checked</StatusPill>
                ) : findings.length === 0 ? (
                  <StatusPill tone="ok">kept</StatusPill>
                ) : (
                  <StatusPill tone="danger">{findings.length} broken</StatusPill>
                )}
                <Icon name="down" size={14} className="text-ink-3 transition-transform group-open:rotate-180" />
              </summary>
              <div className="border-t border-line px-4 py-3">
                {findings.length > 0 ? (
                  <FindingTable promise={promise} findings={findings} now={now} />
                ) : (
                  <p className="text-sm text-ink-3">
                    {last
                      ? "No row broke it when it was last asked. Run now to ask again."
                      : "Nobody asked yet. Run now to ask."}
                  </p>
                )}
              </div>
            </details>
          </li>
        ))}
      </ul>
      <Card title="Runs" className="mt-8">
        {runs.length === 0 ? (
          <EmptyState title="No run yet">The engine asks every five minutes; Run now asks at once.</EmptyState>
        ) : (
          <DataTable caption="Runs, newest first" columns={runColumns} rows={runs} rowKey={(run) => run.id} compact />
        )}
      </Card>
    </>
  );
}
