import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { RenewalList } from "@/components/renewals/renewal-list";
import { RenewalRiver } from "@/components/renewals/renewal-river";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDay } from "@/components/ui/format-moment";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { displayName } from "@/lib/kernel/display-name";
import { renewalsView } from "@/lib/renewals/renewals-view";
import { renewTicked } from "./actions";

export const metadata: Metadata = { title: "Renewals" };

type Search = Promise<{ month?: string | string[] }>;

export default async function RenewalsPage({ searchParams }: { searchParams: Search }) {
  const ctx = await requireMemberCtx();
  const { month: asked } = await searchParams;
  const view = await renewalsView(ctx);
  const month = view.months.find(({ month }) => month === asked) ?? null;
  const inMonth = month && new Set(month.drops.map((drop) => drop.domainId));
  const rows = inMonth ? view.rows.filter((row) => inMonth.has(row.domainId)) : view.rows;
  const mayPay = ctx.actor.kind === "user" && ctx.actor.role !== "read_only";
  return (
    <>
      <PageHead
        title="Renewals"
        action={
          <ButtonLink href={"/settings/billing" as Route}>{view.card ? "Cards and billing" : "Save a card"}</ButtonLink>
        }
      >
        What your names cost in the next twelve months, and what each of them needs. A renewal is paid first; your card
        is charged only for what the registry then renewed.
      </PageHead>
      {view.rows.length === 0 ? (
        <EmptyState title="Nothing renews in the next twelve months">
          {view.nextLater
            ? `Next: ${displayName(view.nextLater.nameAscii)} on ${formatDay(view.nextLater.expiresAt)}.`
            : "Names that you register here show up with their dates and prices."}
        </EmptyState>
      ) : (
        <>
          <RenewalRiver months={view.months} currency={view.currency} current={month?.month ?? null} />
          {view.cut && (
            <div className="mb-6">
              <Notice tone="idle">These are the names that end first. There are more.</Notice>
            </div>
          )}
          {month && (
            <p className="mb-4 text-sm text-ink-2">
              Only what ends in the month chosen.{" "}
              <Link href={"/renewals" as Route} scroll={false} className="link">
                Show all months
              </Link>
            </p>
          )}
          {rows.length === 0 ? (
            <p className="text-ink-2">Nothing ends in this month.</p>
          ) : (
            <RenewalList
              rows={rows}
              card={view.card}
              now={view.now}
              currency={view.currency}
              mayPay={mayPay}
              action={renewTicked}
            />
          )}
        </>
      )}
    </>
  );
}
