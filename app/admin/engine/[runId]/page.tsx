import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireAdminCtx } from "@/app/_lib/session";
import { JsonView } from "@/components/admin/json-view";
import { orderIdIn } from "@/components/admin/order-id-in";
import { nextOfRun, runStatus } from "@/components/admin/run-status";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { formatDuration } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { TimeOfDay } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { findRun, type RunDetail } from "@/inngest/embedded/queries";
import { engineRuns } from "@/lib/admin/engine-runs";

export const metadata: Metadata = { title: "Run" };

const stepStatus: Record<RunDetail["stepRows"][number]["status"], { tone: Tone; word: string }> = {
  pending: { tone: "progress", word: "Under way" },
  done: { tone: "ok", word: "Done" },
  failed: { tone: "danger", word: "Failed" },
};

export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const ctx = await requireAdminCtx();
  const { runId } = await params;
  const run = await engineRuns(ctx, (sql) => findRun(sql, runId));
  if (!run) notFound();
  const orderId = orderIdIn("", run.event.data ?? {});
  const { tone, word } = runStatus[run.status];
  return (
    <>
      <header className="mb-6">
        <p className="mb-2 text-sm text-ink-3">
          <Link href={"/admin/engine" as Route} className="link">
            Engine
          </Link>{" "}
          / <span className="font-mono text-xs break-all">{run.id}</span>
        </p>
        <h1 className="display text-2xl break-words">{run.functionId}</h1>
        <p className="mt-2 flex flex-wrap items-center gap-3 text-sm text-ink-3">
          <StatusPill tone={tone}>{run.status === "active" ? nextOfRun(run.next) : word}</StatusPill>
          {run.endedAt && <span>{formatDuration(run.endedAt.getTime() - run.createdAt.getTime())} in all</span>}
          {orderId && (
            <Link href={`/admin/orders/${orderId}` as Route} className="link">
              Open the order
            </Link>
          )}
        </p>
      </header>
      {(run.error || run.lastError) && (
        <div className="mb-4">
          <Notice tone={run.error ? "danger" : "attention"} title={run.error ? "It failed" : "Its last try failed"}>
            <span className="break-words">{run.error?.message ?? run.lastError}</span>
          </Notice>
        </div>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start lg:gap-6">
        <Card title={`Steps (${run.stepRows.length})`}>
          {run.stepRows.length === 0 ? (
            <p className="text-ink-3">No step has begun.</p>
          ) : (
            <ol className="divide-y divide-line">
              {run.stepRows.map((step) => (
                <li key={step.id}>
                  <details className="group">
                    <summary className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-2 hover:bg-sunken">
                      <StatusPill tone={stepStatus[step.status].tone}>{stepStatus[step.status].word}</StatusPill>
                      <span className="min-w-0 flex-1 font-medium break-words">{step.name}</span>
                      <span className="figures text-sm text-ink-3">
                        {step.attempts > 1 && `${step.attempts} attempts · `}
                        {step.endedAt ? (
                          formatDuration(step.endedAt.getTime() - step.createdAt.getTime())
                        ) : (
                          <TimeOfDay iso={step.createdAt.toISOString()} seconds />
                        )}
                      </span>
                      <Icon name="down" size={14} className="text-ink-3 transition-transform group-open:rotate-180" />
                    </summary>
                    <div className="pb-4">
                      {step.error?.message && <p className="mb-2 text-base text-danger">{step.error.message}</p>}
                      <JsonView value={step.data} label={`Result of ${step.name}`} />
                    </div>
                  </details>
                </li>
              ))}
            </ol>
          )}
        </Card>
        <div className="min-w-0 space-y-4">
          <Card title="Run">
            <Facts
              facts={[
                { label: "Started", value: <TimeOfDay iso={run.createdAt.toISOString()} day seconds /> },
                ...(run.endedAt
                  ? [{ label: "Ended", value: <TimeOfDay iso={run.endedAt.toISOString()} day seconds /> }]
                  : []),
                ...(run.next
                  ? [{ label: "Next", value: <TimeOfDay iso={new Date(run.next.at).toISOString()} day seconds /> }]
                  : []),
                ...(run.parentRunId
                  ? [
                      {
                        label: "Called by",
                        value: (
                          <Link href={`/admin/engine/${run.parentRunId}` as Route} className="link">
                            another run
                          </Link>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Card>
          <Card title="Started by">
            <p className="font-mono text-xs break-all">{run.eventName}</p>
            <JsonView value={run.event.data} label="What the event says" />
          </Card>
          {run.output !== null && run.output !== undefined && (
            <Card title="Result">
              <JsonView value={run.output} label="Result of the run" />
            </Card>
          )}
        </div>
      </div>
    </>
  );
}
