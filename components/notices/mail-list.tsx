import type { Route } from "next";
import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { formatAge } from "@/components/ui/format-moment";
import { StatusPill } from "@/components/ui/status-pill";
import type { NoticeRow } from "@/lib/notices/views";
import { mailStates } from "./mail-state";

/** Mails to choose from; the one that is open is marked. `j` and `k` go through them. */
export function MailList({
  rows,
  openId,
  now,
  hrefOf,
}: {
  rows: NoticeRow[];
  openId: string | null;
  now: string;
  hrefOf: (id: string) => Route;
}) {
  return (
    <ol className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            data-row
            href={hrefOf(row.id)}
            scroll={false}
            aria-current={row.id === openId ? "true" : undefined}
            className={classNames(
              "block border-l-2 px-3 py-2.5 transition-colors duration-150",
              row.id === openId ? "border-l-brass-strong bg-brass-wash" : "border-l-transparent hover:bg-sunken",
            )}
          >
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate font-medium">{row.subject}</span>
              <span className="figures shrink-0 text-sm text-ink-3">{formatAge(row.createdAt, now)}</span>
            </span>
            <span className="mt-1 flex items-center justify-between gap-3">
              <span className="min-w-0 truncate text-sm text-ink-2">{row.recipient}</span>
              <StatusPill tone={mailStates[row.state].tone}>{mailStates[row.state].word}</StatusPill>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
