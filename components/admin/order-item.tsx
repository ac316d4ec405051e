import type { ReactNode } from "react";
import { itemStatus } from "@/components/orders/order-status";
import { StepList } from "@/components/orders/step-list";
import { Day } from "@/components/ui/day";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import type { OperationRow } from "@/lib/admin/list-operations";
import { displayName } from "@/lib/kernel/display-name";
import type { OrderItemView } from "@/lib/orders/views";
import { operationState } from "./operation-words";

/** An admin is told what a merchant is not. */
const words: Partial<Record<OrderItemView["state"], string>> = { registered: "Registered", fraud: "Refused as fraud" };

/** One name of an order with how far it has come, the operation that is in flight, and what a person may do with it. */
export function OrderItem({
  item,
  currency,
  now,
  operation,
  resolve,
  beside,
}: {
  item: OrderItemView;
  currency: string;
  now: string;
  operation: OperationRow | undefined;
  resolve: ReactNode;
  /** Shown for a name that is here. */
  beside: ReactNode;
}) {
  const { tone, word } = itemStatus(item);
  const name = displayName(item.nameAscii);
  const open = item.state === "waiting" || item.state === "registering";
  return (
    <section aria-label={name} className="rounded-lg border border-line bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <Name ascii={item.nameAscii} size="lg" />
          <p className="mt-1 text-sm text-ink-3">
            {item.years} {item.years === 1 ? "year" : "years"} ·{" "}
            <Price amountMinor={item.priceMinor} currency={currency} /> · {item.registrarLabel}
            {item.expiresAt && (
              <>
                {" "}
                · until <Day iso={item.expiresAt} />
              </>
            )}
          </p>
        </div>
        <StatusPill tone={tone}>{words[item.state] ?? word}</StatusPill>
      </div>
      {item.failure && <p className="mt-3 text-base text-ink-2">{item.failure.message}</p>}
      {(open || item.state === "registered") && (
        <div className="mt-3 border-t border-line">
          <StepList steps={item.steps} now={now} />
        </div>
      )}
      {open && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
          <p className="min-w-0 text-sm text-ink-3">
            {operation ? (
              <>
                <StatusPill tone={operationState[operation.state].tone}>
                  {operationState[operation.state].word}
                </StatusPill>{" "}
                attempt {operation.attempt}
                {operation.providerRef && (
                  <span className="font-mono text-xs break-all"> · {operation.providerRef}</span>
                )}
                {operation.lastError && <span className="block pt-1">{operation.lastError}</span>}
              </>
            ) : (
              "The registrar was not asked for it."
            )}
          </p>
          {resolve}
        </div>
      )}
      {item.state === "registered" && beside}
    </section>
  );
}
