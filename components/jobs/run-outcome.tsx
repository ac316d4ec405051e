import { formatDuration } from "@/components/ui/format-moment";
import { StatusPill } from "@/components/ui/status-pill";
import type { JobRun } from "@/lib/jobs/list-job-runs";
import { countWords } from "./count-words";

/** How a run went: its counts, why it failed, or that it is at work. */
export function RunOutcome({
  run,
  currency,
}: {
  run: Pick<JobRun, "counts" | "error" | "startedAt" | "endedAt" | "dryRun">;
  currency: string;
}) {
  if (run.error)
    return (
      <span className="block min-w-0">
        <StatusPill tone="danger">failed</StatusPill>
        <span className="mt-1 block max-w-md text-sm text-danger">{run.error}</span>
      </span>
    );
  if (!run.endedAt) return <StatusPill tone="progress">running</StatusPill>;
  return (
    <span className="block min-w-0 text-sm">
      {run.dryRun ? "Would do: " : ""}
      {countWords(run.counts, currency)}
      <span className="text-ink-3"> · {formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt))}</span>
    </span>
  );
}
