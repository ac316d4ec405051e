import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { ActionButton } from "@/components/admin/action-button";
import { MoneyAlarm } from "@/components/admin/money-alarm";
import { PromiseList } from "@/components/admin/promise-list";
import { Card } from "@/components/ui/card";
import { formatAge } from "@/components/ui/format-moment";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { Price } from "@/components/ui/price";
import { Stat } from "@/components/ui/stat";
import { overview } from "@/lib/admin/overview";
import { latestReconciliation } from "@/lib/reconcile/latest";
import { getSettings } from "@/lib/settings/get-settings";
import { runReconciler } from "../reconcile/actions";
import { rooms } from "../rooms";
import { withQuery } from "../search-param";

export const metadata: Metadata = { title: "Overview" };

const to = (path: string, query: Record<string, string> = {}) => withQuery(path, query) as Route;

export default async function OverviewPage() {
  const ctx = await requireAdminCtx();
  const [now, reconciliation, settings] = await Promise.all([overview(ctx), latestReconciliation(ctx), getSettings()]);
  const currency = now.today.currency ?? settings.currency;
  const at = ctx.clock.now().toISOString();
  const waiting = (count: number) => (count === 0 ? "ok" : "attention");
  return (
    <>
      <PageHead title="Overview" />
      <section aria-label="What must never happen" className="grid gap-3 md:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <MoneyAlarm
          large
          label="Charged, not delivered"
          count={now.chargedNotDelivered}
          meaning="Orders of which more was taken than was delivered. It must stay nought."
          href={to("/admin/reconcile", { promise: "I-1" })}
        />
        <MoneyAlarm
          label="Delivered, not paid"
          count={now.deliveredNotPaid}
          meaning="Names that are ours to pay while the merchant's money could not be taken."
          href={to("/admin/operations/cases", { kind: "registered_unpaid" })}
        />
      </section>
      <section aria-label="What waits" className="mt-3 grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Stat
          label="Stuck > 2 min"
          value={now.stuck}
          tone={waiting(now.stuck)}
          note="in flight at an outside party"
          href={to("/admin/operations", { show: "stuck" })}
        />
        <Stat
          label="Open cases"
          value={now.openCases}
          tone={waiting(now.openCases)}
          note="wait for a person"
          href={to("/admin/operations/cases")}
        />
        <Stat
          label="In review"
          value={now.inReview}
          tone={waiting(now.inReview)}
          note="money held, nothing bought"
          href={to("/admin/operations/cases", { kind: "fraud_review" })}
        />
        <Stat
          label="Webhooks late"
          value={now.webhooksLate}
          tone={waiting(now.webhooksLate)}
          note="unhandled for 10 minutes"
          href={to("/admin/reconcile", { promise: "I-23" })}
        />
        <Stat
          label="Set-ups failing"
          value={now.setupsFailing}
          tone={waiting(now.setupsFailing)}
          note="bought, not leading anywhere yet"
          href={to("/admin/operations/cases", { kind: "setup_stuck" })}
        />
        <Stat
          label="Mail unsent"
          value={now.mailUnsent}
          tone={waiting(now.mailUnsent)}
          note="due for 10 minutes"
          href={to("/admin/mail", { state: "unsent" })}
        />
        <Stat
          label="Books differ > 24 h"
          value={now.differencesOld}
          tone={waiting(now.differencesOld)}
          note="lines that nobody has explained"
          href={to("/admin/books")}
        />
        <Stat
          label="Registrars down"
          value={now.registrarsDown.length}
          tone={now.registrarsDown.length === 0 ? "ok" : "danger"}
          note={now.registrarsDown.join(", ") || "by the last ten minutes"}
          href={to("/admin/registrars")}
        />
        <Stat
          label="Held now"
          value={<Price amountMinor={now.heldMinor} currency={currency} />}
          note="authorised, not taken"
          href={to("/admin/orders", { state: "fulfilling" })}
        />
      </section>
      <Card title="Today" className="mt-6" action={<span className="text-sm text-ink-3">since midnight UTC</span>}>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-5">
          <Figure label="Taken">
            <Price amountMinor={now.today.takenMinor} currency={currency} />
          </Figure>
          <Figure label="Cost">
            <Price amountMinor={now.today.costMinor} currency={currency} />
          </Figure>
          <Figure label="Margin" hint="taken less cost, before tax and card fees">
            <Price
              amountMinor={now.today.takenMinor - now.today.costMinor}
              currency={currency}
              className={now.today.takenMinor < now.today.costMinor ? "text-danger" : undefined}
            />
          </Figure>
          <Figure label="Orders">
            <Link href={"/admin/orders" as Route} className="link">
              {now.today.orders}
            </Link>
          </Figure>
          <Figure label="Names registered">{now.today.names}</Figure>
        </dl>
      </Card>
      <Card
        title="Promises"
        className="mt-6"
        action={
          <span className="flex items-center gap-3 text-sm text-ink-3">
            <span className="max-sm:hidden">
              {now.lastRunAt ? `Checked ${formatAge(now.lastRunAt, at)}` : "Never checked"}
            </span>
            <ActionButton action={runReconciler}>Run now</ActionButton>
          </span>
        }
      >
        <p className="mb-2 text-sm text-ink-3 sm:hidden">
          {now.lastRunAt ? `Checked ${formatAge(now.lastRunAt, at)}` : "Never checked"}
        </p>
        <PromiseList
          checked={now.lastRunAt !== null}
          promises={reconciliation.promises.map(({ id, promise, findings }) => ({
            id,
            promise,
            broken: findings.length,
          }))}
        />
      </Card>
      <nav aria-label="More rooms" className="mt-6 grid grid-cols-2 gap-2 md:hidden">
        {rooms
          .filter((room) => !room.bar)
          .map((room) => (
            <Link
              key={room.href}
              href={room.href as Route}
              className="flex h-12 items-center gap-3 rounded-md border border-line bg-surface px-4"
            >
              <Icon name={room.icon} className="text-ink-3" />
              {room.label}
            </Link>
          ))}
      </nav>
    </>
  );
}

function Figure({ label, hint, children }: { label: string; hint?: string; children: React.ReactNode }) {
  return (
    <div title={hint}>
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="figures mt-0.5 text-lg font-medium">{children}</dd>
    </div>
  );
}
