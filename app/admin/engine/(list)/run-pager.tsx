import type { Route } from "next";
import { PageLinks } from "@/components/ui/page-links";
import { Pager } from "@/components/ui/pager";

/** The runs of one function are not counted, so there the pager only leads onward. */
export function RunPager({
  shown,
  total,
  nextHref,
  firstHref,
}: {
  shown: number;
  total: number | null;
  nextHref: Route | null;
  firstHref: Route | null;
}) {
  if (total !== null) return <Pager {...{ shown, total, nextHref, firstHref }} noun={["run", "runs"]} />;
  return (
    <div className="mt-4 flex min-h-10 items-center justify-end">
      <PageLinks nextHref={nextHref} firstHref={firstHref} />
    </div>
  );
}
