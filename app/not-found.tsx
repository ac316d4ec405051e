import { Wordmark } from "@/components/frame/wordmark";
import { ButtonLink } from "@/components/ui/button";

export const metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main id="content" className="frame flex min-h-dvh max-w-2xl flex-col justify-center py-16">
      <Wordmark />
      <h1 className="display mt-10 text-2xl">There is nothing at this address.</h1>
      <p className="mt-3 max-w-prose text-ink-2">
        The page was moved, or it belongs to somebody else. Nothing was changed or charged.
      </p>
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href="/" look="primary">
          Search a name
        </ButtonLink>
      </div>
    </main>
  );
}
