import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { SearchForm } from "@/components/admin/search-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatAge } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { TimeOfDay } from "@/components/ui/moment";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { StatusPill } from "@/components/ui/status-pill";
import { Tabs } from "@/components/ui/tabs";
import { listNotices } from "@/lib/admin/list-notices";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../search-param";

export const metadata: Metadata = { title: "Mail" };

export default async function MailPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const show = searchChoice(params.show, ["unsent"] as const);
  const [q, after] = [searchParam(params.q), searchParam(params.after)];
  const page = await listNotices(ctx, { show: show ?? "all", query: q, after });
  const href = (query: { show?: string; after?: string }) => withQuery("/admin/mail", { q, ...query }) as Route;
  const now = ctx.clock.now().toISOString();
  return (
    <>
      <PageHead title="Mail">
        Every mail the platform wrote, as it was written. Where no mail server is set, this is where it can be read.
      </PageHead>
      <SearchForm label="Search mail" placeholder="A recipient or a subject" value={q ?? ""} keep={{ show }} />
      <div className="mt-6 mb-4">
        <Tabs
          label="Which mail"
          current={href({ show })}
          tabs={[
            { label: "All", href: href({}) },
            { label: "Unsent", href: href({ show: "unsent" }) },
          ]}
        />
      </div>
      {page.rows.length === 0 ? (
        <EmptyState
          title={q ? `No mail matches “${q}”` : show ? "Nothing waits to be sent" : "No mail was written yet"}
          action={(q || show) && <ButtonLink href={"/admin/mail" as Route}>Show all mail</ButtonLink>}
        >
          {show
            ? "A mail is written with the fact it tells and sent right after. One that a mail server did not take is tried again."
            : "Merchants get a mail when a name is theirs, when it could not be had, and when they must do something."}
        </EmptyState>
      ) : (
        <>
          <ol className="divide-y divide-line border-y border-line">
            {page.rows.map((row) => (
              <li key={row.id}>
                <details className="group">
                  <summary
                    data-row
                    className="grid min-h-14 grid-cols-[minmax(0,1fr)_auto_1rem] items-center gap-x-4 gap-y-1 py-2 hover:bg-sunken md:grid-cols-[minmax(0,1fr)_14rem_7rem_6rem_1rem]"
                  >
                    <span className="min-w-0 truncate font-medium">{row.subject}</span>
                    <span className="min-w-0 truncate text-sm text-ink-2 max-md:order-5 max-md:col-span-3">
                      {row.recipient}
                    </span>
                    <span>
                      {row.sentAt ? (
                        <StatusPill tone="ok">Sent</StatusPill>
                      ) : (
                        <StatusPill tone="attention">Unsent</StatusPill>
                      )}
                    </span>
                    <span className="text-sm text-ink-3 max-md:hidden">{formatAge(row.createdAt, now)}</span>
                    <Icon name="down" size={14} className="text-ink-3 transition-transform group-open:rotate-180" />
                  </summary>
                  <div className="pb-5">
                    <p className="text-sm text-ink-3">
                      Written <TimeOfDay iso={row.createdAt} day seconds />
                      {row.sentAt && (
                        <>
                          , sent <TimeOfDay iso={row.sentAt} day seconds />
                        </>
                      )}
                      {" · "}
                      {row.kind.replaceAll("_", " ")}
                    </p>
                    <p className="mt-3 max-w-prose rounded-md border border-line bg-surface p-4 break-words whitespace-pre-wrap">
                      {row.body}
                    </p>
                  </div>
                </details>
              </li>
            ))}
          </ol>
          <Pager
            shown={page.rows.length}
            total={page.total}
            noun={["mail", "mails"]}
            nextHref={page.next ? href({ show, after: page.next }) : null}
            firstHref={after ? href({ show }) : null}
          />
        </>
      )}
    </>
  );
}
