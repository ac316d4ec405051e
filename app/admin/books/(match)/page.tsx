import type { Metadata, Route } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { ActionButton } from "@/components/admin/action-button";
import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import { causeWords } from "@/components/books/cause-words";
import { DifferenceCard } from "@/components/books/difference-card";
import { MatchedOrders } from "@/components/books/matched-orders";
import { ThreeWayTable } from "@/components/books/three-way-table";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatAge, formatDay } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { TimeOfDay } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { StatusPill } from "@/components/ui/status-pill";
import { listMatched } from "@/lib/books/list-matched";
import { monthView } from "@/lib/books/month-view";
import { formatMonth, monthOf, monthSchema } from "@/lib/books/months";
import type { MonthView } from "@/lib/books/views";
import { type SearchParams, searchParam, withQuery } from "../../search-param";
import { close, explain, postEntries, postEntry, readAndMatch } from "../actions";
import { BookTabs } from "../book-tabs";
import { MonthPicker } from "../month-picker";

export const metadata: Metadata = { title: "Books" };

export default async function BooksPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminCtx();
  const params = await searchParams;
  const asked = monthSchema.safeParse(searchParam(params.month));
  const month = asked.success ? asked.data : monthOf(ctx.clock.now());
  const settled = searchParam(params.show) === "settled";
  const before = searchParam(params.before);
  const [view, matched] = await Promise.all([
    monthView(ctx, { month, settled }),
    listMatched(ctx, { month, ...(before && { before }) }),
  ]);
  const now = ctx.clock.now().toISOString();
  const title = formatMonth(month);
  const closable = !view.closed && month === view.firstOpen && now >= view.closableFrom;
  return (
    <>
      <PageHead
        title={
          view.closed
            ? `${title} is closed`
            : view.openCount === 0
              ? `${title}: ${view.readUntil ? "the books agree" : "the books were not read yet"}`
              : `${title}: ${view.openCount} ${view.openCount === 1 ? "difference" : "differences"}`
        }
        action={
          <span className="flex flex-wrap gap-2">
            <ActionButton action={readAndMatch} size="md">
              Read and match now
            </ActionButton>
            {closable && <CloseMonth title={title} month={month} open={view.openCount} />}
          </span>
        }
      >
        Stripe, the registrars and our own books, laid side by side each night. {readWords(view.sources, now)}
      </PageHead>
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <MonthPicker months={view.months} month={month} />
        {!closable && <p className="text-sm text-ink-2">{whyNotClosable(view, now)}</p>}
      </div>
      <BookTabs current={settled ? "settled" : "differences"} month={month} open={view.openCount} />
      <Differences view={view} settled={settled} />
      <Card
        title="The month in three columns"
        className="mt-8"
        action={
          view.readUntil && (
            <span className="text-sm text-ink-3">
              up to the last reading, <TimeOfDay iso={view.readUntil} day />
            </span>
          )
        }
      >
        {view.rows.length === 0 ? (
          <p className="text-ink-2">
            Nothing moved in {title} up to the last reading, neither here nor at Stripe and the registrars.
          </p>
        ) : (
          <ThreeWayTable rows={view.rows} />
        )}
      </Card>
      <details open={Boolean(before)} className="group mt-4 rounded-lg border border-line bg-surface">
        <summary className="flex min-h-12 items-center gap-4 rounded-lg px-5 py-2 hover:bg-sunken">
          <span className="flex-1 text-base">Orders on which all books agree</span>
          <StatusPill tone={matched.total > 0 ? "ok" : "idle"}>{matched.total}</StatusPill>
          <Icon name="down" size={14} className="text-ink-3 transition-transform group-open:rotate-180" />
        </summary>
        <div className="border-t border-line px-5 py-3">
          {matched.orders.length === 0 ? (
            <p className="text-sm text-ink-3">No order of {title} has been delivered and matched yet.</p>
          ) : (
            <>
              <MatchedOrders orders={matched.orders} />
              {matched.before && (
                <p className="mt-3 text-right">
                  <ButtonLink size="sm" href={withQuery("/admin/books", { month, before: matched.before }) as Route}>
                    Older ones
                  </ButtonLink>
                </p>
              )}
            </>
          )}
        </div>
      </details>
    </>
  );
}

function Differences({ view, settled }: { view: MonthView; settled: boolean }) {
  const { differences, month } = view;
  if (differences.length === 0)
    return settled ? (
      <EmptyState title="Nothing was closed in this month">
        What is posted, explained or gone by itself is kept here.
      </EmptyState>
    ) : (
      <EmptyState title="No difference">
        Each line that Stripe and the registrars wrote has its counterpart in our books, and the other way round.
      </EmptyState>
    );
  return (
    <>
      {!settled && view.causes.some(({ postable }) => postable > 1) && (
        <ul className="mb-4 flex flex-wrap gap-3">
          {view.causes
            .filter(({ postable }) => postable > 1)
            .map(({ cause, postable }) => (
              <li key={cause}>
                <ConfirmDialog
                  trigger={`Post all ${postable}: ${causeWords[cause].word}`}
                  title={`Post ${postable} entries`}
                  confirm={`Post ${postable} entries`}
                  keep="Look at each first"
                  action={postEntries}
                  fields={{ month, cause }}
                >
                  <p>{causeWords[cause].means}</p>
                  <p>
                    Each proposed entry goes into the ledger as it is shown below. Entries are never taken out again.
                  </p>
                </ConfirmDialog>
              </li>
            ))}
        </ul>
      )}
      <ul className="space-y-3">
        {differences.map((difference) => (
          <DifferenceCard key={difference.id} difference={difference} post={postEntry} explain={explain} />
        ))}
      </ul>
      {!settled && view.openCount > differences.length && (
        <Notice tone="idle" title={`${view.openCount - differences.length} more`}>
          The largest {differences.length} are shown. Post a cause as a whole to work off many at once.
        </Notice>
      )}
    </>
  );
}

function CloseMonth({ title, month, open }: { title: string; month: string; open: number }) {
  return (
    <ConfirmDialog
      trigger={`Close ${title}`}
      look="primary"
      size="md"
      title={`Close ${title} for good`}
      confirm={`Close ${title}`}
      keep="Keep it open"
      action={close}
      fields={{ month }}
    >
      <p>Its sums are kept as they are, and the database refuses any posting into it from then on.</p>
      {open > 0 && (
        <p>
          {open} {open === 1 ? "difference is" : "differences are"} still open, so it will be refused until each is
          posted or explained.
        </p>
      )}
    </ConfirmDialog>
  );
}

function readWords(sources: MonthView["sources"], now: string): string {
  const never = sources.filter(({ readUntil }) => readUntil === null);
  if (never.length > 0) return `${never.map(({ label }) => label).join(", ")}: never read yet.`;
  const oldest = sources.map(({ readUntil }) => readUntil ?? now).sort()[0];
  return oldest ? `All were last read ${formatAge(oldest, now)}.` : "";
}

function whyNotClosable({ closed, month, firstOpen, closableFrom }: MonthView, now: string): string {
  if (closed) return `Closed by ${closed.by} on ${formatDay(closed.at)}. Nothing can be posted into it any more.`;
  if (now < closableFrom)
    return `Can be closed from ${formatDay(closableFrom)} on, when no more bills are expected for it.`;
  return month > firstOpen ? `Can be closed when ${formatMonth(firstOpen)} is.` : "There are no books of this month.";
}
