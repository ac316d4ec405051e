import { ButtonLink } from "@/components/ui/button";

/** For an address with nothing behind it, or with something of somebody else's. */
export function NothingHere() {
  return (
    <div className="max-w-2xl py-10">
      <h1 className="display text-2xl">There is nothing at this address.</h1>
      <p className="mt-3 max-w-prose text-ink-2">
        The page was moved, or it belongs to somebody else. Nothing was changed or charged.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href="/" look="primary">
          Search a name
        </ButtonLink>
      </div>
    </div>
  );
}
