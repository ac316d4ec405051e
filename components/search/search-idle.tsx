import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { formatDay } from "@/components/ui/format-moment";
import { Price } from "@/components/ui/price";

export type EndingTeaser = {
  tld: string;
  text: string;
  registerMinor: number;
  renewMinor: number;
  currency: string;
  minYears: number;
};

const story = [
  { term: "Held", text: "Your bank sets the price aside. Nothing is taken." },
  { term: "Asked", text: "The registry is asked for the name, and looked at again by a second read." },
  { term: "Yours", text: "Only then is the money captured. If somebody was faster, all of it is released." },
];

/** Below the field while nothing is searched: the endings most people want, and how a purchase runs. */
export function SearchIdle({
  endings,
  total,
  counter,
}: {
  endings: EndingTeaser[];
  total: number;
  /** Orders of which more was taken than delivered, and since when there was none. */
  counter: { count: number; since: string | null };
}) {
  return (
    <>
      {endings.length > 0 && (
        <section aria-label="Popular endings" className="mt-12">
          <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4">
            {endings.map((ending) => (
              <li key={ending.tld} className="bg-surface px-4 py-4">
                <span className="display block text-xl">
                  <span className="text-ink-3">.</span>
                  {ending.text}
                </span>
                <span className="mt-1 block text-base">
                  <Price amountMinor={ending.registerMinor} currency={ending.currency} />
                </span>
                <span className="block text-sm text-ink-3">
                  {ending.renewMinor === ending.registerMinor ? (
                    ending.minYears > 1 ? (
                      `every year, ${ending.minYears} at first`
                    ) : (
                      "every year"
                    )
                  ) : (
                    <>
                      then <Price amountMinor={ending.renewMinor} currency={ending.currency} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
          <p className="mt-3 text-right text-sm text-ink-2">
            <Link href="/prices" className="link">
              All {total} endings and their prices
            </Link>
          </p>
        </section>
      )}
      <section aria-label="How a purchase runs" className="mt-14">
        <ol className="grid gap-x-8 gap-y-6 md:grid-cols-3">
          {story.map((step, index) => (
            <li key={step.term} className="relative border-t border-line pt-4">
              <span
                aria-hidden="true"
                className={`absolute -top-[5px] left-0 size-[9px] border ${
                  index === 0
                    ? "rotate-45 border-brass-ink bg-brass"
                    : index === 1
                      ? "rounded-full border-progress bg-progress"
                      : "rounded-full border-ok bg-ok"
                }`}
              />
              <h2 className="font-medium">{step.term}</h2>
              <p className="mt-1 text-base text-ink-2">{step.text}</p>
            </li>
          ))}
        </ol>
        <p className="mt-8 flex flex-wrap items-baseline gap-x-3 border-t border-line pt-4 text-base">
          <span className="text-ink-2">Charged but not delivered:</span>
          <span className={classNames("figures text-lg font-medium", counter.count > 0 ? "text-danger" : "text-ok")}>
            {counter.count}
          </span>
          {counter.since && (
            <span className="text-sm text-ink-3">
              since {formatDay(counter.since)}, counted from the ledger when this page was made
            </span>
          )}
        </p>
      </section>
    </>
  );
}
