import type { Route } from "next";
import Link from "next/link";
import { classNames } from "@/components/ui/class-names";

/**
 * A mail as its readers see it, as a page or as text. The page stands in a frame of no origin that may send and open nothing.
 * Its scripts are ruled out by our own policy, which it inherits, and not by the frame: what checks screens must get in.
 */
export function MailBody({
  mail,
  as,
  hrefOf,
}: {
  mail: { subject: string; body: string; html: string };
  as: "page" | "text";
  hrefOf: (as: "page" | "text") => Route;
}) {
  return (
    <div>
      <nav aria-label="Show the mail as" className="mb-3 flex gap-1">
        {(["page", "text"] as const).map((each) => (
          <Link
            key={each}
            href={hrefOf(each)}
            scroll={false}
            aria-current={each === as ? "true" : undefined}
            className={classNames(
              "rounded-md px-3 py-1 text-sm",
              each === as ? "bg-sunken font-medium text-ink" : "text-ink-2 hover:text-ink",
            )}
          >
            {each === "page" ? "As a page" : "As text"}
          </Link>
        ))}
      </nav>
      {as === "page" ? (
        <iframe
          sandbox="allow-scripts"
          srcDoc={mail.html}
          title={`The mail: ${mail.subject}`}
          className="h-200 w-full rounded-md border border-line"
        />
      ) : (
        <p className="max-w-prose rounded-md border border-line bg-surface p-4 break-words whitespace-pre-wrap">
          {mail.body}
        </p>
      )}
    </div>
  );
}
