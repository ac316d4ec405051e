import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { ActionButton } from "@/components/admin/action-button";
import { MomentInZone } from "@/components/jobs/moment-in-zone";
import { RunOutcome } from "@/components/jobs/run-outcome";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDuration } from "@/components/ui/format-moment";
import { PageHead } from "@/components/ui/page-head";
import { listFunctions } from "@/inngest/embedded/queries";
import { engineRuns } from "@/lib/admin/engine-runs";
import { type JobRun, lastJobRuns, listJobRuns } from "@/lib/jobs/list-job-runs";
import { latestReconciliation } from "@/lib/reconcile/latest";
import { getSettings } from "@/lib/settings/get-settings";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../search-param";
import { dryRunJob, runJobNow } from "./actions";
import { type Job, jobs } from "./jobs";

export const metadata: Metadata = { title: "Jobs" };

type LastRun = Pick<JobRun, "counts" | "error" | "startedAt" | "endedAt" | "dryRun">;
type Row = Job & { last: LastRun | null; next: string | null; schedule: string | null };

export default async function JobsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const chosen = searchChoice(
    params.job,
    jobs.map(({ job }) => job),
  );
  const before = searchParam(params.before);
  const [settings, functions, last, reconciled, { runs, before: older }] = await Promise.all([
    getSettings(),
    engineRuns(ctx, listFunctions),
    lastJobRuns(ctx),
    latestReconciliation(ctx),
    listJobRuns(ctx, { ...(chosen && { job: chosen }), ...(before && { before }) }),
  ]);
  const { timeZone } = settings;
  const now = ctx.clock.now().toISOString();
  const hour = `${String(settings.renewalHour).padStart(2, "0")}:00`;
  const rows: Row[] = jobs.map((job) => {
    const cron = functions.find(({ id }) => id === job.functionId || id.endsWith(`-${job.functionId}`))?.crons[0];
    const own = last.get(job.job) ?? null;
    return {
      ...job,
      last: job.job === "reconcile" ? newer(own, reconciled.runs[0]) : own,
      next: cron?.nextAt.toISOString() ?? null,
      schedule:
        job.functionId !== "renewals"
          ? null
          : settings.renewalSchedule === "daily"
            ? `looks each hour, invoices daily at ${hour}`
            : `looks each hour, invoices on the 1st at ${hour}`,
    };
  });
  const title = (name: string) => jobs.find(({ job }) => job === name)?.title ?? name;
  const href = (query: { job?: string | undefined; before?: string | undefined }) =>
    withQuery("/admin/jobs", query) as Route;

  return (
    <>
      <PageHead title="Jobs">
        What the platform does by the clock, once a period however many workers there are. Times are in {timeZone}.
      </PageHead>
      <Card title="On a schedule">
        <DataTable caption="Jobs" columns={columnsOf(settings, now)} rows={rows} rowKey={(row) => row.job} />
      </Card>
      <h2 className="display mt-10 mb-2 text-xl">
        {chosen ? `Runs of ${title(chosen)}` : "Runs"}
        {chosen && (
          <Link href={href({})} className="link ml-4 font-sans text-sm">
            Show all jobs
          </Link>
        )}
      </h2>
      {runs.length === 0 ? (
        <EmptyState title="No run on the record">
          Each run, scheduled or by hand, is kept here with what it counted.
        </EmptyState>
      ) : (
        <>
          <DataTable
            caption="Runs, newest first"
            compact
            rows={runs}
            rowKey={(run) => run.id}
            columns={runColumns(settings, title)}
          />
          {older && (
            <p className="mt-3 text-right">
              <ButtonLink size="sm" href={href({ job: chosen, before: older })}>
                Older ones
              </ButtonLink>
            </p>
          )}
        </>
      )}
    </>
  );
}

/** A run of the reconciler on its schedule has its own record. */
function newer(
  own: LastRun | null,
  run: { startedAt: string; endedAt: string | null; findings: number } | undefined,
): LastRun | null {
  if (!run || (own && own.startedAt > run.startedAt)) return own;
  return {
    counts: { findings: run.findings },
    error: null,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    dryRun: false,
  };
}

type Local = { timeZone: string; currency: string };

function columnsOf({ timeZone, currency }: Local, now: string): Column<Row>[] {
  return [
    {
      key: "job",
      head: "Job",
      card: "title",
      cell: (row) => (
        <span className="block md:py-2">
          <Link className="link font-medium" href={withQuery("/admin/jobs", { job: row.job }) as Route}>
            {row.title}
          </Link>
          <span className="block max-w-sm text-sm text-ink-3">{row.what}</span>
        </span>
      ),
    },
    {
      key: "last",
      head: "Last run",
      cell: (row) =>
        row.last ? (
          <span className="block md:py-2">
            <MomentInZone iso={row.last.startedAt} timeZone={timeZone} />
            <RunOutcome run={row.last} currency={currency} />
          </span>
        ) : (
          <span className="text-ink-3">not yet</span>
        ),
    },
    {
      key: "next",
      head: "Next",
      cell: (row) => (
        <span className="block md:py-2">
          {row.next ? (
            <MomentInZone iso={row.next} timeZone={timeZone} />
          ) : (
            <span className="text-ink-3">by its server</span>
          )}
          <span className="block text-sm text-ink-3">
            {row.schedule ?? (row.next && `in ${formatDuration(Date.parse(row.next) - Date.parse(now))}`)}
          </span>
        </span>
      ),
    },
    {
      key: "act",
      head: "Do it",
      card: "plain",
      align: "right",
      cell: (row) => (
        <span className="flex justify-end gap-2 md:py-2">
          {row.dryRun && (
            <ActionButton action={dryRunJob} fields={{ job: row.job }} look="quiet" label={`Dry run of ${row.title}`}>
              Dry run
            </ActionButton>
          )}
          <ActionButton action={runJobNow} fields={{ job: row.job }} label={`Run ${row.title} now`}>
            Run now
          </ActionButton>
        </span>
      ),
    },
  ];
}

function runColumns({ timeZone, currency }: Local, title: (job: string) => string): Column<JobRun>[] {
  return [
    { key: "job", head: "Job", card: "title", cell: (run) => title(run.job) },
    { key: "started", head: "Started", cell: (run) => <MomentInZone iso={run.startedAt} timeZone={timeZone} /> },
    {
      key: "for",
      head: "For",
      cell: (run) => (/^\d/.test(run.period) ? run.period : run.dryRun ? "a dry run" : "a click"),
    },
    { key: "by", head: "By", cell: (run) => run.startedBy ?? <span className="text-ink-3">the schedule</span> },
    { key: "outcome", head: "What it did", cell: (run) => <RunOutcome run={run} currency={currency} /> },
  ];
}
