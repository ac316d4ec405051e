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

const isMoment = (value: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

function Meta({ entry }: { entry: TimelineEntry }) {
  return (
    <>
      {sides[entry.side].label} · <TimeOfDay iso={entry.at} seconds />
    </>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const money = entry.side === "money";
  return (
    <li
      className={classNames(
        "relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-3",
        "@lg:grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)] @lg:gap-x-4",
      )}
    >
      <span
        aria-hidden="true"
        className={classNames(
          "relative z-10 col-start-1 row-start-1 mt-[7px] size-2.5 justify-self-center border @lg:col-start-2",
          money ? "rotate-45 rounded-[1px]" : "rounded-full",
          sides[entry.side].dot,
        )}
      />
      <div
        className={classNames(
          "col-start-2 row-start-1 min-w-0",
          money ? "@lg:col-start-1 @lg:text-right" : "@lg:col-start-3",
        )}
      >
        <p className="text-base">{entry.sentence}</p>
        {entry.evidence.length > 0 ? (
          <details className="group text-xs text-ink-3">
            <summary className="max-w-full rounded-sm hover:text-ink">
              <Meta entry={entry} />
              <span className="ml-1.5 underline decoration-line underline-offset-2 group-open:hidden">evidence</span>
            </summary>
            <dl className="mt-1 space-y-0.5 font-mono">
              {entry.evidence.map(({ label, value }) => (
                <div key={label} className="break-all">
                  <dt className="inline">{label}</dt>{" "}
                  <dd className="inline text-ink-2">
                    {isMoment(value) ? <TimeOfDay iso={value} seconds day /> : value}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        ) : (
          <p className="text-xs text-ink-3">
            <Meta entry={entry} />
          </p>
        )}
      </div>
    </li>
  );
}

/** A vertical line of facts: money on the left of it, everything else on the right, the time between on the line. */
export function Timeline({ facts, label = "Timeline" }: { facts: FactView[]; label?: string }) {
  const entries = timelineGaps(facts);
  return (
    <div className="@container">
      <ol aria-label={label} className="relative">
        <li
          aria-hidden="true"
          className="absolute inset-y-2 left-[7.5px] w-px bg-line @lg:left-1/2 @lg:-translate-x-1/2"
        />
        {entries.map((entry) => (
          <li key={entry.id} className="list-none">
            {(entry.newDay || entry.gapMs !== null) && (
              <p className="relative flex py-1.5 pl-7 text-xs text-ink-3 @lg:justify-center @lg:pl-0">
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
    </div>
  );
}
