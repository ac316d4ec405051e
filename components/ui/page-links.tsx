import type { Route } from "next";
import { ButtonLink } from "./button";

/** Where a list goes on, and back to its beginning; `firstHref` is given when this is not the first page. */
export function PageLinks({ nextHref, firstHref }: { nextHref: Route | null; firstHref: Route | null }) {
  return (
    <div className="flex gap-2">
      {firstHref && (
        <ButtonLink href={firstHref} size="sm" look="quiet">
          First page
        </ButtonLink>
      )}
      {nextHref && (
        <ButtonLink href={nextHref} size="sm">
          Next page
        </ButtonLink>
      )}
    </div>
  );
}
