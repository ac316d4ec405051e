import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { SearchForm } from "@/components/admin/search-form";
import { BackToList } from "@/components/notices/back-to-list";
import { MailBody } from "@/components/notices/mail-body";
import { MailFacts } from "@/components/notices/mail-facts";
import { MailList } from "@/components/notices/mail-list";
import { mailStates } from "@/components/notices/mail-state";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { deliverySetup } from "@/lib/notices/delivery-setup";
import { kindTitle, noticeKinds } from "@/lib/notices/kinds";
import { listMail } from "@/lib/notices/list-mail";
import { readMail } from "@/lib/notices/read-mail";
import type { NoticeState } from "@/lib/notices/views";
import { type SearchParams, searchChoice, searchParam, withQuery } from "../search-param";
import { DeliveryReports } from "./delivery-reports";
import { MailTabs } from "./mail-tabs";

export const metadata: Metadata = { title: "Mail" };

const states = Object.keys(mailStates) as NoticeState[];
const selectClass = "h-10 rounded-md border border-edge bg-surface px-3 text-base";

export default async function MailPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const filter = {
    q: searchParam(params.q),
    state: searchChoice(params.state, states),
    kind: searchChoice(params.kind, Object.keys(noticeKinds)),
  };
  const [after, read] = [searchParam(params.after), searchParam(params.read)];
  const as = searchChoice(params.as, ["text"] as const) ?? "page";
  const page = await listMail(ctx, { ...filter, query: filter.q, after });
  const openId = read ?? page.rows[0]?.id ?? null;
  const mail = openId ? await readMail(ctx, openId) : null;
  const href = (query: { read?: string; as?: string; after?: string | undefined }) =>
    withQuery("/admin/mail", { ...filter, after, ...query }) as Route;
  const filtered = filter.q || filter.state || filter.kind;
  return (
    <>
      <PageHead title="Mail">
        Every mail the platform wrote, as it was written, and what became of it. Where no mail server is set, this is
        where it is read.
      </PageHead>
      <MailTabs current="/admin/mail" />
      <div className="mt-6 mb-6">
        <SearchForm label="Search mail" placeholder="A recipient or a subject" value={filter.q ?? ""}>
          <select
            name="kind"
            aria-label="Kind"
            defaultValue={filter.kind ?? ""}
            className={classNames(selectClass, "max-w-56")}
          >
            <option value="">Every kind</option>
            {Object.entries(noticeKinds).map(([kind, { title }]) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
          <select name="state" aria-label="State" defaultValue={filter.state ?? ""} className={selectClass}>
            <option value="">Every state</option>
            {states.map((state) => (
              <option key={state} value={state}>
                {mailStates[state].word}
              </option>
            ))}
          </select>
        </SearchForm>
      </div>
      {page.rows.length === 0 || !mail ? (
        <EmptyState
          title={filtered ? "No mail matches" : "No mail was written yet"}
          action={filtered && <ButtonLink href={"/admin/mail" as Route}>Show all mail</ButtonLink>}
        >
          {filtered
            ? "Try fewer words, another kind or another state."
            : "Merchants get a mail when a name is theirs, when one runs out, and when they must do something."}
        </EmptyState>
      ) : (
        <div className="gap-8 lg:grid lg:grid-cols-[22rem_minmax(0,1fr)] lg:items-start">
          <section aria-label="Mails" className={classNames(read && "max-lg:hidden")}>
            <MailList
              rows={page.rows}
              openId={mail.id}
              now={ctx.clock.now().toISOString()}
              hrefOf={(id) => href({ read: id, as: as === "text" ? as : undefined })}
            />
            <Pager
              shown={page.rows.length}
              total={page.total}
              noun={["mail", "mails"]}
              nextHref={page.next ? href({ after: page.next }) : null}
              firstHref={after ? href({ after: undefined }) : null}
            />
          </section>
          <article aria-label="The mail" className={classNames("min-w-0", !read && "max-lg:hidden")}>
            <BackToList href={href({})}>All mail</BackToList>
            <h2 className="display mb-4 text-xl break-words">{mail.subject}</h2>
            <MailFacts mail={mail} title={kindTitle(mail.kind)} />
            <div className="mt-6">
              <MailBody
                mail={mail}
                as={as}
                hrefOf={(each) => href({ read: mail.id, as: each === "text" ? each : undefined })}
              />
            </div>
          </article>
        </div>
      )}
      <DeliveryReports {...deliverySetup(ctx)} />
    </>
  );
}
