import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { formatDuration } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { Stopwatch } from "@/components/ui/stopwatch";
import type { StepState, StepView } from "@/lib/orders/views";

const words: Record<StepState, string> = {
  waiting: "waiting",
  working: "working",
  done: "done",
  needs_you: "needs you",
  failed: "failed",
  skipped: "not needed",
};

function StepMark({ state }: { state: StepState }) {
  const frame = "grid size-5 place-items-center";
  if (state === "done")
    return (
      <span className={classNames(frame, "animate-settle rounded-full bg-ok-wash text-ok")}>
        <Icon name="check" size={12} />
      </span>
    );
  if (state === "working")
    return (
      <span className={classNames(frame, "text-progress")}>
        <svg viewBox="0 0 16 16" width="16" height="16" fill="none" aria-hidden="true" className="animate-breathe">
          <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5Z" fill="currentColor" />
        </svg>
      </span>
    );
  if (state === "failed")
    return (
      <span className={classNames(frame, "rounded-sm bg-danger-wash text-danger")}>
        <Icon name="cross" size={12} />
      </span>
    );
  if (state === "needs_you")
    return (
      <span className={classNames(frame, "text-attention")}>
        <Icon name="alert" />
      </span>
    );
  if (state === "skipped")
    return (
      <span className={classNames(frame, "text-ink-3")}>
        <Icon name="minus" size={12} />
      </span>
    );
  return (
    <span className={classNames(frame, "text-edge")}>
      <svg viewBox="0 0 16 16" width="16" height="16" fill="none" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2.4" />
      </svg>
    </span>
  );
}

function StepTime({ step, now }: { step: StepView; now: string }) {
  if (!step.startedAt) return null;
  if (step.endedAt) return <>{formatDuration(Date.parse(step.endedAt) - Date.parse(step.startedAt))}</>;
  return step.state === "working" ? <Stopwatch startedAt={step.startedAt} endedAt={null} now={now} /> : null;
}

/** Steps as they happen: mark, label, one line of fact, time taken. Rows keep their height whatever they say. */
export function StepList({
  steps,
  now,
  retry,
}: {
  steps: StepView[];
  now: string;
  /** The control that retries a step, for steps that can be. */
  retry?: (step: StepView) => ReactNode;
}) {
  return (
    <div className="@container">
      <ol className="divide-y divide-line">
        {steps.map((step) => (
          <li
            key={step.key}
            className="grid min-h-11 grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-3 py-2 @lg:grid-cols-[20px_11rem_minmax(0,1fr)_auto]"
          >
            <StepMark state={step.state} />
            <span className={classNames("text-base", step.state === "waiting" ? "text-ink-3" : "text-ink")}>
              {step.label}
              <span className={step.state === "done" ? "sr-only" : "ml-2 text-sm text-ink-3"}>{words[step.state]}</span>
            </span>
            <span className="col-start-2 col-end-4 row-start-2 min-w-0 text-sm break-words text-ink-2 @lg:col-start-3 @lg:col-end-4 @lg:row-start-1">
              {step.fact}
            </span>
            <span className="figures col-start-3 row-start-1 flex items-center gap-2 text-sm text-ink-3 @lg:col-start-4">
              {step.canRetry && retry?.(step)}
              <StepTime step={step} now={now} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
