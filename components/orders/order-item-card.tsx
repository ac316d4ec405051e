import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { TransferStages } from "@/components/transfers/transfer-stages";
import { ButtonLink } from "@/components/ui/button";
import { Day } from "@/components/ui/day";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { Notice } from "@/components/ui/notice";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import { displayParts } from "@/lib/kernel/display-name";
import type { OrderItemView, StepView } from "@/lib/orders/views";
import { itemStatus } from "./order-status";
import { StepList } from "./step-list";

const delivered: Record<OrderItemView["kind"], string> = {
  register: "Registered with",
  renew: "Renewed with",
  transfer: "Now with",
  restore: "Restored with",
};

function Delivered({ item }: { item: OrderItemView }) {
  return (
    <div className="mt-5 flex flex-wrap items-center gap-5 border-t border-line pt-5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {delivered[item.kind]} {item.registrarLabel}
          {item.expiresAt && (
            <>
              {" "}
              until <Day iso={item.expiresAt} />
            </>
          )}
        </p>
        <p className="mt-1 text-base text-ink-2">
          Its address is{" "}
          <a className="link break-words" href={`https://${item.nameAscii}`} rel="noreferrer">
            https://{displayParts(item.nameAscii).text}
          </a>
        </p>
        {item.domainId && (
          <div className="mt-3 flex flex-wrap gap-2">
            <ButtonLink href={`/domains/${item.domainId}` as Route} size="sm">
              Open {displayParts(item.nameAscii).text}
            </ButtonLink>
            <ButtonLink href={`/domains/${item.domainId}#records` as Route} size="sm" look="quiet">
              See its records
            </ButtonLink>
          </div>
        )}
      </div>
      {item.domainId && (
        // biome-ignore lint/performance/noImgElement: an SVG made on the server needs no optimiser.
        <img
          src={`/api/domains/${item.domainId}/qr`}
          width={88}
          height={88}
          alt={`QR code of https://${displayParts(item.nameAscii).text}`}
          className="rounded-md border border-line bg-white"
        />
      )}
    </div>
  );
}

/** What can be done about a name that did not come about. */
function WayOut({ item, orderId }: { item: OrderItemView; orderId: string }) {
  const { label } = displayParts(item.nameAscii);
  if (item.failure?.field && item.kind === "register")
    return (
      <ButtonLink href={`/orders/${orderId}/correct` as Route} size="sm">
        Correct and try again
      </ButtonLink>
    );
  if (item.kind === "register")
    return (
      <Link className="link text-base" href={`/?q=${encodeURIComponent(label)}` as Route}>
        Names like {label}
      </Link>
    );
  if (item.domainId)
    return (
      <Link className="link text-base" href={`/domains/${item.domainId}` as Route}>
        Open {label}
      </Link>
    );
  return null;
}

/** One name of an order: what it is, how far it has come, and what to do when it failed. */
export function OrderItemCard({
  item,
  currency,
  now,
  orderId,
  fold = false,
  retry,
  code,
  help,
}: {
  item: OrderItemView;
  currency: string;
  now: string;
  orderId: string;
  /** Shows the steps only when asked to, for orders of many names that are over. */
  fold?: boolean;
  retry?: (step: StepView) => ReactNode;
  /** The form for another auth code, shown where one is needed. */
  code?: ReactNode;
  /** What can be done about the stage that a transfer is at. */
  help?: ReactNode;
}) {
  const status = itemStatus(item);
  const { text } = displayParts(item.nameAscii);
  const needsCode = item.failure?.reason === "auth_code" && item.state === "registering";
  const over = item.state === "cancelled" || item.state === "fraud";
  return (
    <section aria-label={text} className="rounded-lg border border-line bg-surface p-5 md:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <Name ascii={item.nameAscii} size="lg" />
          <p className="mt-1 text-sm text-ink-3">
            {item.years} {item.years === 1 ? "year" : "years"} ·{" "}
            <Price amountMinor={item.priceMinor} currency={currency} />
            {item.kind !== "renew" && (
              <>
                {" "}
                · then <Price amountMinor={item.renewPriceMinor} currency={currency} /> a year
              </>
            )}
          </p>
        </div>
        <StatusPill tone={status.tone}>{status.word}</StatusPill>
      </div>
      {item.failure && (
        <div className="mt-4">
          <Notice
            tone={item.failure.field || needsCode ? "attention" : "danger"}
            action={<WayOut item={item} orderId={orderId} />}
          >
            {item.failure.message}
          </Notice>
          {needsCode && code && <div className="mt-4">{code}</div>}
        </div>
      )}
      {item.waitingNote && (
        <p className="mt-4 flex gap-2 text-base text-ink-2">
          <Icon name="clock" className="mt-1 text-ink-3" />
          {item.waitingNote}
        </p>
      )}
      {item.stages.length > 0 && !over && (
        <div className="mt-4 border-t border-line pt-4">
          <TransferStages stages={item.stages} now={now} actions={needsCode ? undefined : help} />
        </div>
      )}
      {item.stages.length === 0 && !over && !(item.state === "refused" && !item.failure?.field) && (
        <div className="mt-4 border-t border-line pt-1">
          {fold ? (
            <details className="group">
              <summary className="flex h-11 items-center justify-between text-base text-ink-2 hover:text-ink">
                {item.steps.filter((step) => step.state === "done").length} of {item.steps.length} steps done
                <Icon name="down" size={14} className="transition-transform group-open:rotate-180" />
              </summary>
              <StepList steps={item.steps} now={now} />
            </details>
          ) : (
            <StepList steps={item.steps} now={now} retry={retry} />
          )}
        </div>
      )}
      {item.state === "registered" && <Delivered item={item} />}
    </section>
  );
}
