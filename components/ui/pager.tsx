import type { Route } from "next";
import { PageLinks } from "./page-links";

/** How many of how many, and the way onward. */
export function Pager({
  shown,
  total,
  noun,
  nextHref,
  firstHref,
}: {
  shown: number;
  total: number;
  noun: [one: string, several: string];
  nextHref: Route | null;
  /** Given when this is not the first page. */
  firstHref: Route | null;
}) {
  return (
    <div className="mt-4 flex min-h-10 items-center justify-between gap-4 text-sm text-ink-3">
      <p className="figures">
        {shown} of {total} {total === 1 ? noun[0] : noun[1]}
      </p>
      <PageLinks nextHref={nextHref} firstHref={firstHref} />
    </div>
  );
}
