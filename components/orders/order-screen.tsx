import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { TimeOfDay } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import { Stopwatch } from "@/components/ui/stopwatch";
import type { OrderItemView, OrderView, StepView } from "@/lib/orders/views";
import { MoneyStrip } from "./money-strip";
import { OrderItemCard } from "./order-item-card";
import { orderStatus } from "./order-status";
import { Timeline } from "./timeline";

function Payment({ order }: { order: OrderView }) {
  if (order.state !== "awaiting_payment") return null;
  return (
    <Notice
      tone={order.decline ? "danger" : "attention"}
      title={order.decline ? "Your bank did not hold the money" : "Not paid yet"}
      action={
        order.payUrl && (
          <a href={order.payUrl} className={buttonClass({ look: "primary" })}>
            {order.decline ? "Try another card" : "Go to payment"}
          </a>
        )
      }
    >
      {order.decline
        ? `${order.decline} Nothing is held and nothing is charged. Use another card, or ask your bank.`
        : "Nothing is held and nothing is charged. The names are kept for you while you pay."}
    </Notice>
  );
}

const promises: Record<OrderView["captureMode"], string> = {
  after_success: "You are charged only for what was delivered. What is held for anything else goes back to your card.",
  at_start: "Charged when the registrar begins. Should it fail, all of it is refunded.",
  billed_after: "Delivered first, so that nothing is lost. It is to be paid afterwards.",
};

/** Delivered and not paid for: the invoice says how. */
function Owed({ order }: { order: OrderView }) {
  if (order.owedMinor === 0) return null;
  return (
    <Notice
      tone="attention"
      title="Not paid yet"
      action={
        <Link
          href={(order.invoiceId ? `/invoices/${order.invoiceId}` : "/invoices") as Route}
          className={buttonClass({ look: "primary" })}
        >
          Pay the invoice
        </Link>
      }
    >
      This was delivered, and <Price amountMinor={order.owedMinor} currency={order.currency} /> of it could not be
      collected. The names stay locked here until it is paid.
    </Notice>
  );
}

/** The order page, which is also the progress page: the same while it happens and after a reload. */
export function OrderScreen({
  order,
  now,
  cancel,
  retry,
  code,
  help,
  live,
  settled = false,
}: {
  order: OrderView;
  now: string;
  cancel?: ReactNode;
  retry?: (step: StepView, domainId: string) => ReactNode;
  /** The form for another auth code. */
  code?: ReactNode;
  /** What can be done about the stage that a transfer is at. */
  help?: (item: OrderItemView) => ReactNode;
  /** Whether changes arrive by themselves; null when nothing is left to change. */
  live?: boolean | null;
  /** Nothing moves any more when the page is opened. */
  settled?: boolean;
}) {
  const status = orderStatus[order.state];
  const start = order.heldAt ?? order.placedAt;
  return (
    <>
      <header className="mb-6">
        <p className="mb-2 text-sm text-ink-3">
          <Link href="/orders" className="link">
            Orders
          </Link>{" "}
          / <span className="font-mono text-xs">{order.id}</span>
        </p>
        <h1 aria-live="polite" className="display min-h-10 max-w-3xl text-2xl">
          {order.headline}
        </h1>
        <p className="mt-2 flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
          <StatusPill tone={status.tone}>{status.word}</StatusPill>
          {order.state !== "awaiting_payment" && (
            <span>
              <Stopwatch startedAt={start} endedAt={order.endedAt} now={now} /> {order.endedAt ? "in all" : "so far"}
            </span>
          )}
          {live === false && <span className="text-attention">Not connected: this page catches up by itself.</span>}
        </p>
      </header>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start lg:gap-6">
        <div className="min-w-0 space-y-4">
          <Payment order={order} />
          <Owed order={order} />
          {order.items.map((item) => (
            <OrderItemCard
              key={item.id}
              item={item}
              currency={order.currency}
              now={now}
              orderId={order.id}
              fold={settled && order.items.length > 2}
              code={code}
              help={help?.(item)}
              retry={retry && item.domainId ? (step) => retry(step, item.domainId ?? "") : undefined}
            />
          ))}
          {order.timeline.length > 0 && (
            <Card title="What happened">
              <Timeline facts={order.timeline} label="What happened" />
            </Card>
          )}
        </div>
        <div className="row-start-1 flex flex-col gap-4 lg:sticky lg:top-6 lg:col-start-2">
          <MoneyStrip money={order.money} />
          <Card className="hidden lg:block">
            <Facts
              facts={[
                {
                  label: order.items.length === 1 ? "Name" : "Names",
                  value: <Price amountMinor={order.subtotalMinor} currency={order.currency} />,
                },
                {
                  label: "Tax",
                  value: <Price amountMinor={order.taxMinor} currency={order.currency} />,
                  hint: order.taxNote,
                },
                { label: "Total", value: <Price amountMinor={order.totalMinor} currency={order.currency} /> },
                { label: "Placed", value: <TimeOfDay iso={order.placedAt} day /> },
                ...(order.invoiceId
                  ? [
                      {
                        label: "Invoice",
                        value: (
                          <Link href={`/invoices/${order.invoiceId}` as Route} className="link">
                            Look at it
                          </Link>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
            <p className="mt-4 text-sm text-ink-3">{promises[order.captureMode]}</p>
            {cancel && <div className="mt-4">{cancel}</div>}
          </Card>
          {cancel && <div className="lg:hidden">{cancel}</div>}
        </div>
      </div>
    </>
  );
}
