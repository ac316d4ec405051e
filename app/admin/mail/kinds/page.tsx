import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { ListKeys } from "@/components/admin/list-keys";
import { BackToList } from "@/components/notices/back-to-list";
import { MailBody } from "@/components/notices/mail-body";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { mailKinds, previewMail } from "@/lib/notices/mail-kinds";
import { readMail } from "@/lib/notices/read-mail";
import { noticeTopics } from "@/lib/notices/views";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../../search-param";
import { MailTabs } from "../mail-tabs";

export const metadata: Metadata = { title: "Kinds of mail" };

export default async function MailKindsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const kinds = await mailKinds(ctx);
  const wanted = searchParam(params.kind);
  const shown = kinds.find(({ kind }) => kind === wanted) ?? kinds.find(({ kind }) => kind === "expiry_month");
  const as = searchChoice(params.as, ["text"] as const) ?? "page";
  const sample = shown && (await previewMail(ctx, shown.kind));
  const mail = sample ?? (shown?.newestId ? await readMail(ctx, shown.newestId) : null);
  const href = (query: { kind?: string; as?: string | undefined }) =>
    withQuery("/admin/mail/kinds", { kind: shown?.kind, ...query }) as Route;
  return (
    <>
      <PageHead title="Mail">
        Every kind of mail, to whom it goes and whether a person may refuse it, with an example.
      </PageHead>
      <MailTabs current="/admin/mail/kinds" />
      <ListKeys />
      <div className="mt-6 gap-8 lg:grid lg:grid-cols-[22rem_minmax(0,1fr)] lg:items-start">
        <div className={classNames("space-y-6", wanted && "max-lg:hidden")}>
          {noticeTopics.map(({ topic, title, policy }) => {
            const ofTopic = kinds.filter((each) => each.topic === topic);
            return ofTopic.length === 0 ? null : (
              <section key={topic} aria-label={title}>
                <h2 className="mb-1 flex items-baseline justify-between gap-3 text-sm font-semibold">
                  {title}
                  <span className="font-normal text-ink-3">{policy ? "always sent" : "may be refused"}</span>
                </h2>
                <ul className="divide-y divide-line border-y border-line">
                  {ofTopic.map((each) => (
                    <li key={each.kind}>
                      <Link
                        data-row
                        scroll={false}
                        href={href({ kind: each.kind })}
                        aria-current={each.kind === shown?.kind ? "true" : undefined}
                        className={classNames(
                          "flex min-h-12 items-center justify-between gap-3 border-l-2 px-3 py-2",
                          each.kind === shown?.kind
                            ? "border-l-brass-strong bg-brass-wash"
                            : "border-l-transparent hover:bg-sunken",
                        )}
                      >
                        <span className="min-w-0">
                          <span className="block truncate">{each.title}</span>
                          <span className="block text-sm text-ink-3">to {each.to}</span>
                        </span>
                        <span className="figures shrink-0 text-sm text-ink-3">{each.written} written</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
        <article
          aria-label="The example"
          className={classNames("min-w-0 lg:sticky lg:top-6", !wanted && "max-lg:hidden")}
        >
          <BackToList href={"/admin/mail/kinds" as Route}>All kinds of mail</BackToList>
          {mail ? (
            <>
              <p className="mb-1 text-sm text-ink-3">
                {sample ? "As it would be written today, about a name that nobody has" : "The newest that was written"}
              </p>
              <h2 className="display mb-4 text-xl break-words">{mail.subject}</h2>
              <MailBody mail={mail} as={as} hrefOf={(each) => href({ as: each === "text" ? each : undefined })} />
            </>
          ) : (
            <EmptyState title="None was written yet">
              Its words come from the fact that it tells, so there is nothing to show before there is one.
            </EmptyState>
          )}
        </article>
      </div>
    </>
  );
}
