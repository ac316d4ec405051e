"use client";

import { classNames } from "@/components/ui/class-names";
import { formatDay } from "@/components/ui/format-moment";
import { formatMoney } from "@/lib/kernel/money";
import type { ForecastDay } from "@/lib/renewals/forecast";

const height = 96;
const costOf = (day: ForecastDay, outcome: string) =>
  day.names.reduce((sum, name) => sum + (name.outcome === outcome ? (name.costMinor ?? 0) : 0), 0);

/** A column a day on which something is taken or stopped: red is taken, amber switched off in time, blue renewed first. */
export function ExposureBars({
  days,
  currency,
  current,
  onChoose,
}: {
  days: ForecastDay[];
  currency: string;
  current: string;
  onChoose: (day: string) => void;
}) {
  const parts = days.map((day) => ({
    day,
    taken: costOf(day, "taken"),
    off: costOf(day, "switched_off"),
    first: costOf(day, "renewed_first"),
  }));
  const highest = Math.max(1, ...parts.map(({ taken, off, first }) => taken + off + first));
  const scaled = (minor: number) => Math.round((minor / highest) * height * 10) / 10;
  return (
    <section aria-label="Days" className="overflow-x-auto pb-2">
      <ol className="flex min-w-full items-end gap-1">
        {parts.map(({ day, taken, off, first }) => (
          <li key={day.day} className="max-w-24 min-w-11 flex-1">
            <button
              type="button"
              aria-pressed={day.day === current}
              aria-label={`${formatDay(day.day)}: ${formatMoney(taken, currency)} taken, ${day.switchedOff} switched off`}
              onClick={() => onChoose(day.day)}
              className={classNames(
                "flex w-full flex-col items-center rounded-md px-1 pt-2 pb-1",
                day.day === current ? "bg-brass-wash" : "hover:bg-sunken",
              )}
            >
              <svg viewBox={`0 0 20 ${height}`} width="20" height={height} aria-hidden="true">
                <rect x="2" width="16" y={height - scaled(taken)} height={scaled(taken)} className="fill-danger" />
                <rect
                  x="2"
                  width="16"
                  y={height - scaled(taken + off)}
                  height={scaled(off)}
                  className="fill-attention opacity-70"
                />
                <rect
                  x="2"
                  width="16"
                  y={height - scaled(taken + off + first)}
                  height={scaled(first)}
                  className="fill-progress"
                />
                <line x1="0" x2="20" y1={height - 0.5} y2={height - 0.5} className="stroke-edge" />
              </svg>
              <span className="figures mt-1 text-xs whitespace-nowrap text-ink-2">
                {formatDay(day.day).slice(0, -5)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
