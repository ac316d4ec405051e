import { classNames } from "@/components/ui/class-names";
import { formatDay, formatDuration } from "@/components/ui/format-moment";
import { TimeOfDay } from "@/components/ui/moment";
import type { FactView } from "@/lib/orders/views";
import { type TimelineEntry, timelineGaps } from "./timeline-gaps";

const sides: Record<FactView["side"], { label: string; dot: string }> = {
  money: { label: "Money", dot: "bg-brass border-brass-ink" },
  registry: { label: "Registry", dot: "bg-progress border-progress" },
  dns: { label: "DNS", dot: "bg-ok border-ok" },
  platform: { label: "Platform", dot: "bg-surface border-edge" },
  person: { label: "Person", dot: "bg-ink border-ink" },
};

function Entry({ entry }: { entry: TimelineEntry }) {
  const money = entry.side === "money";
  return (
    <li
      className={classNames(
        "relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-3",
        "md:grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] md:gap-x-4",
      )}
    >
      <span
        aria-hidden="true"
        className={classNames(
          "relative z-10 col-start-1 row-start-1 mt-[7px] size-2.5 justify-self-center border md:col-start-2",
          money ? "rotate-45 rounded-[1px]" : "rounded-full",
          sides[entry.side].dot,
        )}
      />
      <div
        className={classNames(
          "col-start-2 row-start-1 min-w-0",
          money ? "md:col-start-1 md:text-right" : "md:col-start-3",
        )}
      >
        <p className="text-base">{entry.sentence}</p>
        <p className="text-xs text-ink-3">
          {sides[entry.side].label} · <TimeOfDay iso={entry.at} seconds />
        </p>
        {entry.evidence.length > 0 && (
          <dl className={classNames("mt-1 space-y-0.5 font-mono text-xs text-ink-3", money && "md:justify-items-end")}>
            {entry.evidence.map(({ label, value }) => (
              <div key={label} className="break-all">
                <dt className="inline">{label}</dt> <dd className="inline text-ink-2">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

/** A vertical line of facts: money on the left of it, everything else on the right, the time between on the line. */
export function Timeline({ facts, label = "Timeline" }: { facts: FactView[]; label?: string }) {
  const entries = timelineGaps(facts);
  return (
    <ol aria-label={label} className="relative">
      <li aria-hidden="true" className="absolute inset-y-2 left-[7.5px] w-px bg-line md:left-1/2 md:-translate-x-1/2" />
      {entries.map((entry) => (
        <li key={entry.id} className="list-none">
          {(entry.newDay || entry.gapMs !== null) && (
            <p className="relative flex py-1.5 pl-7 text-xs text-ink-3 md:justify-center md:pl-0">
              <span className="figures bg-surface px-2">
                {entry.newDay ? formatDay(entry.at) : `${formatDuration(entry.gapMs ?? 0)} later`}
              </span>
            </p>
          )}
          <ol className={classNames(!entry.newDay && entry.gapMs === null && "pt-3")}>
            <Entry entry={entry} />
          </ol>
        </li>
      ))}
    </ol>
  );
}
