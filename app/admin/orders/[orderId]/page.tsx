import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { orNotFound } from "@/app/(portal)/or-not-found";
import { BesideRegistrar } from "@/components/admin/beside-registrar";
import { CaseCard } from "@/components/admin/case-card";
import { GiveBack } from "@/components/admin/give-back";
import { judgementOf } from "@/components/admin/judgement-of";
import { ListKeys } from "@/components/admin/list-keys";
import { LiveRefresh } from "@/components/admin/live-refresh";
import { OrderItem } from "@/components/admin/order-item";
import { ResolveItem } from "@/components/admin/resolve-item";
import { stripeIds } from "@/components/admin/stripe-ids";
import { TraceList } from "@/components/admin/trace-list";
import { WhyNoRetry } from "@/components/admin/why-no-retry";
import { isOrderMoving } from "@/components/orders/is-order-moving";
import { MoneyStrip } from "@/components/orders/money-strip";
import { orderStatus } from "@/components/orders/order-status";
import { Timeline } from "@/components/orders/timeline";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Name } from "@/components/ui/name";
import { StatusPill } from "@/components/ui/status-pill";
import { Stopwatch } from "@/components/ui/stopwatch";
import { listCases } from "@/lib/admin/cases";
import { orderTrace } from "@/lib/admin/order-trace";
import { refundRule } from "@/lib/billing/refund-rule";
import { listOrders } from "@/lib/orders/list-orders";
import { orderView } from "@/lib/orders/order-view";
import type { OrderItemView } from "@/lib/orders/views";
import { closeOpenCase } from "../../operations/actions";
import { compare, giveBack, resolve } from "../actions";
import { openOperationsOf } from "../open-operations-of";
import { OrderFacts } from "./order-facts";
import { Verdict } from "./verdict";

export const metadata: Metadata = { title: "Order" };

export default async function AdminOrderPage({ params }: { params: Promise<{ orderId: string }> }) {
  const ctx = await requireAdminCtx();
  const { orderId } = await params;
  const order = await orNotFound(orderView(ctx, orderId));
  const [trace, cases, operations, found] = await Promise.all([
    orderTrace(ctx, orderId),
    listCases(ctx, "open"),
    openOperationsOf(ctx, orderId),
    listOrders(ctx, { query: orderId, limit: 1 }),
  ]);
  const mine = cases.filter((each) => each.orderId === orderId);
  const judgement = judgementOf(
    order,
    mine.some(({ kind }) => kind === "fraud_review"),
  );
  const now = ctx.clock.now().toISOString();
  const status = orderStatus[order.state];
  const first = order.items[0];
  const hasOpen = order.items.some(({ state }) => state === "waiting" || state === "registering");
  return (
    <>
      {isOrderMoving(order) && <LiveRefresh orderId={orderId} />}
      <ListKeys />
      <header className="mb-6">
        <p className="mb-2 flex flex-wrap items-center gap-x-1 text-sm text-ink-3">
          <Link href={"/admin/orders" as Route} className="link">
            Orders
          </Link>{" "}
          / <span className="font-mono text-xs break-all">{order.id}</span>
          <CopyButton value={order.id} label="Copy the order's id" />
        </p>
        <h1 className="min-w-0">
          {first ? <Name ascii={first.nameAscii} size="xl" aLabel={false} /> : "An order without names"}
          {order.items.length > 1 && (
            <span className="display ml-3 text-xl text-ink-3">and {order.items.length - 1} more</span>
          )}
        </h1>
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
          <StatusPill tone={status.tone}>{status.word}</StatusPill>
          {judgement.flagged && <StatusPill tone="attention">Waits for a person</StatusPill>}
          {order.state !== "awaiting_payment" && (
            <span>
              <Stopwatch startedAt={order.heldAt ?? order.placedAt} endedAt={order.endedAt} now={now} />{" "}
              {order.endedAt ? "in all" : "so far"}
            </span>
          )}
          <span>The merchant reads “{order.headline}”.</span>
        </p>
      </header>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr] lg:gap-x-6">
        <div className="min-w-0 space-y-4 lg:col-start-2">
          <MoneyStrip money={order.money} />
          <Verdict order={order} judgement={judgement} />
        </div>
        <div className="min-w-0 space-y-4 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          {mine.map((each) => (
            <CaseCard key={each.id} row={each} now={now} close={closeOpenCase} withOrder={false} />
          ))}
          {order.items.map((item) => {
            const until = returnableUntil(item, ctx.clock.now());
            return (
              until && (
                <GiveBack key={item.id} itemId={item.id} name={item.nameUnicode} until={until} action={giveBack} />
              )
            );
          })}
          {order.items.map((item) => (
            <OrderItem
              key={item.id}
              item={item}
              currency={order.currency}
              now={now}
              operation={operations.find((row) => row.itemId === item.id && row.verb === "register")}
              resolve={<ResolveItem itemId={item.id} name={item.nameUnicode} action={resolve} />}
              beside={
                item.domainId && <BesideRegistrar domainId={item.domainId} name={item.nameUnicode} compare={compare} />
              }
            />
          ))}
          {hasOpen && <WhyNoRetry />}
          <Card title="What happened">
            {order.timeline.length > 0 ? (
              <Timeline facts={order.timeline} label="What happened" />
            ) : (
              <p className="text-ink-3">Nothing was written down for this order.</p>
            )}
          </Card>
          <Card title={`Calls to outside parties (${trace.length})`}>
            {trace.length > 0 ? (
              <TraceList rows={trace} />
            ) : (
              <p className="text-ink-3">No call was made for this order.</p>
            )}
          </Card>
        </div>
        <div className="min-w-0 space-y-4 lg:col-start-2">
          <OrderFacts
            order={order}
            merchantName={found.rows[0]?.merchantName ?? null}
            stripe={stripeIds(order.timeline, trace)}
          />
        </div>
      </div>
    </>
  );
}

/** Until when its registry takes a delivered name back, while it still does (AN-31). */
function returnableUntil({ kind, state, steps }: OrderItemView, now: Date): string | null {
  const deliveredAt = steps.find(({ key }) => key === "registration")?.endedAt;
  if (state !== "registered" || !deliveredAt) return null;
  const { costReturns, until } = refundRule({ kind, deliveredAt: new Date(deliveredAt) }, now);
  return costReturns && until ? until.toISOString() : null;
}
