import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Day } from "@/components/ui/day";
import { Icon } from "@/components/ui/icon";
import type { StageView } from "@/lib/transfers/views";

const looks: Record<StageView["state"], { word: string; className: string }> = {
  done: { word: "done", className: "rounded-full bg-ok-wash text-ok" },
  working: { word: "under way", className: "rounded-full bg-progress-wash text-progress animate-breathe" },
  needs_you: { word: "needs somebody", className: "text-attention" },
  failed: { word: "failed", className: "rounded-sm bg-danger-wash text-danger" },
  waiting: { word: "not yet", className: "rounded-full border border-dashed border-edge text-edge" },
};
const icons = { done: "check", working: "clock", needs_you: "alert", failed: "cross", waiting: null } as const;

/**
 * The stages of a transfer with their dates. `actions` stands under the stage that is at work, such as sending the mail again
 * or giving another code.
 */
export function TransferStages({ stages, now, actions }: { stages: StageView[]; now: string; actions?: ReactNode }) {
  return (
    <ol aria-label="Stages of the transfer">
      {stages.map((stage, at) => {
        const icon = icons[stage.state];
        const open = stage.state === "working" || stage.state === "needs_you";
        return (
          <li key={stage.key} className="relative flex gap-3 pb-4 last:pb-0">
            {at < stages.length - 1 && (
              <span
                aria-hidden="true"
                className={classNames(
                  "absolute top-6 bottom-0 left-[9.5px] w-px",
                  stage.state === "done" ? "bg-ok" : "bg-line",
                )}
              />
            )}
            <span
              className={classNames("mt-0.5 grid size-5 shrink-0 place-items-center", looks[stage.state].className)}
            >
              {icon && <Icon name={icon} size={12} />}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className={classNames(open ? "font-medium" : stage.state === "waiting" && "text-ink-3")}>
                  {stage.label}
                  <span className="sr-only">: {looks[stage.state].word}</span>
                </span>
                {stage.at && (
                  <span className="text-sm text-ink-3">
                    {open && "since "}
                    <Day iso={stage.at} now={open ? now : undefined} />
                  </span>
                )}
              </p>
              {stage.sentence && <p className="max-w-prose text-base text-ink-2">{stage.sentence}</p>}
              {open && actions && <div className="mt-3">{actions}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
