import type { Route } from "next";
import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { formatAmount } from "@/lib/kernel/money";
import type { RenewalMonth } from "@/lib/renewals/views";
import { bandPath } from "./band-path";

const short = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const height = 120;
const step = 100;
/** More names than this in one month are a number. */
const most = 12;

const drops = {
  sure: "rounded-full bg-ok",
  waiting: "rounded-[2px] bg-attention",
  ending: "rounded-full border-2 border-idle",
};
const words = { sure: "renews by itself", waiting: "waits for you", ending: "ends" };

const total = (month: RenewalMonth) => month.sureMinor + month.waitingMinor + month.endingMinor;

/** `Feb`, and the year where it begins. */
const nameOf = (month: string) => short[Number(month.slice(5)) - 1] ?? month;

/**
 * The renewal river: twelve months, as wide as the money that flows in each, coloured by how sure it is; each name a drop. A
 * month is a link to its names, so it is walked with the keyboard. On phones the river runs down.
 */
export function RenewalRiver({
  months,
  currency,
  current,
}: {
  months: RenewalMonth[];
  currency: string;
  /** The month whose names are shown. */
  current: string | null;
}) {
  const widest = Math.max(1, ...months.map(total));
  const sums = months.map((month) => [month.sureMinor, month.waitingMinor, month.endingMinor] as const);
  return (
    <section aria-label="The next twelve months" className="mb-8 rounded-lg border border-line bg-surface p-4 md:p-5">
      <svg
        viewBox={`0 0 ${months.length * step} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="mb-2 hidden h-28 w-full md:block"
      >
        <line
          x1="0"
          x2={months.length * step}
          y1={height / 2}
          y2={height / 2}
          className="stroke-line"
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
        <path d={bandPath(sums, 0, widest, { height, step })} className="fill-ok opacity-70" />
        <path d={bandPath(sums, 1, widest, { height, step })} className="fill-attention opacity-80" />
        <path d={bandPath(sums, 2, widest, { height, step })} className="fill-idle opacity-40" />
      </svg>
      <ol className="divide-y divide-line md:grid md:grid-cols-12 md:divide-y-0">
        {months.map((month, nth) => (
          <li key={month.month}>
            <Link
              href={(current === month.month ? "/renewals" : `/renewals?month=${month.month}`) as Route}
              scroll={false}
              aria-current={current === month.month ? "true" : undefined}
              className={classNames(
                "grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-3 rounded-md px-2 py-2 md:block md:h-full md:text-center",
                current === month.month ? "bg-brass-wash" : "hover:bg-sunken",
              )}
            >
              <span className="text-sm font-medium">
                {nameOf(month.month)}
                <span className="text-ink-3 md:block md:h-4 md:text-xs">
                  {(nth === 0 || month.month.endsWith("-01")) && ` ${month.month.slice(0, 4)}`}
                </span>
              </span>
              <span className="flex min-h-4 flex-wrap gap-1 md:my-2 md:justify-center">
                {month.drops.slice(0, most).map((drop) => (
                  <span
                    key={drop.domainId}
                    title={`${drop.nameAscii}: ${formatAmount(drop.amountMinor, currency)} ${currency}, ${words[drop.tone]}`}
                    className={classNames("size-2", drops[drop.tone])}
                  />
                ))}
                {month.drops.length > most && (
                  <span className="text-xs leading-2 text-ink-3">+{month.drops.length - most}</span>
                )}
              </span>
              <span className="figures text-sm text-ink-2">
                {month.drops.length === 0 ? (
                  <span className="text-ink-3" aria-hidden="true">
                    –
                  </span>
                ) : (
                  formatAmount(total(month), currency)
                )}
                <span className="sr-only">
                  {" "}
                  {currency}, {month.drops.length} {month.drops.length === 1 ? "name" : "names"}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
      <p className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-3">
        {(["sure", "waiting", "ending"] as const).map((tone) => (
          <span key={tone} className="flex items-center gap-1.5">
            <span className={classNames("size-2", drops[tone])} />
            {words[tone]}
          </span>
        ))}
        <span className="md:ml-auto">Amounts in {currency}</span>
      </p>
    </section>
  );
}
