"use client";

import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useTransition } from "react";
import { CodeForm } from "@/components/transfers/code-form";
import { ResendMail } from "@/components/transfers/resend-mail";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Outcome } from "@/components/ui/outcome";
import type { FormAction } from "@/components/ui/sending-form";
import { toast } from "@/components/ui/toast";
import type { OrderView, StepView } from "@/lib/orders/views";
import { isOrderMoving } from "./is-order-moving";
import { OrderScreen } from "./order-screen";

export type OrderActions = {
  cancel: (input: { orderId: string }) => Promise<Outcome<unknown>>;
  retrySetup: (input: { domainId: string; step: StepView["key"] }) => Promise<Outcome<unknown>>;
  giveCode: FormAction<unknown>;
  sendMailAgain: (input: { itemId: string }) => Promise<Outcome<unknown>>;
};

type Props = { initial: OrderView; now: string; actions: OrderActions };

async function fetchOrder(id: string, signal: AbortSignal): Promise<OrderView> {
  const response = await fetch(`/api/orders/${id}`, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`The order could not be read: ${response.status}`);
  return ((await response.json()) as { data: OrderView }).data;
}

function useLive(orderId: string, moving: boolean): boolean | null {
  const client = useQueryClient();
  const [connected, setConnected] = useState<boolean | null>(null);
  useEffect(() => {
    if (!moving) {
      setConnected(null);
      return;
    }
    const source = new EventSource(`/api/live?order=${orderId}`);
    const refresh = () => client.invalidateQueries({ queryKey: ["order", orderId] });
    source.addEventListener("changed", refresh);
    source.onopen = () => {
      setConnected(true);
      refresh();
    };
    source.onerror = () => setConnected(false);
    return () => source.close();
  }, [client, orderId, moving]);
  return connected;
}

function Cancel({ order, cancel }: { order: OrderView; cancel: OrderActions["cancel"] }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, start] = useTransition();
  return (
    <>
      <Button size="sm" look="danger" onClick={() => setAsking(true)}>
        Cancel this order
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Cancel this order?">
        <p className="text-ink-2">
          Names that the registry has not been asked for are dropped, and the money held for them is released. A name
          that is already yours stays yours.
        </p>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button
            look="danger"
            busy={busy}
            onClick={() =>
              start(async () => {
                const outcome = await cancel({ orderId: order.id });
                setAsking(false);
                if (!outcome.ok) toast(outcome.message, { tone: "danger" });
                await client.invalidateQueries({ queryKey: ["order", order.id] });
              })
            }
          >
            Cancel the order
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Retry({
  step,
  domainId,
  orderId,
  retrySetup,
}: {
  step: StepView;
  domainId: string;
  orderId: string;
  retrySetup: OrderActions["retrySetup"];
}) {
  const client = useQueryClient();
  const [busy, start] = useTransition();
  return (
    <Button
      size="sm"
      busy={busy}
      onClick={() =>
        start(async () => {
          const outcome = await retrySetup({ domainId, step: step.key });
          if (!outcome.ok) toast(outcome.message, { tone: "danger" });
          await client.invalidateQueries({ queryKey: ["order", orderId] });
        })
      }
    >
      Try again
    </Button>
  );
}

function Live({ initial, now, actions }: Props) {
  const { data: order } = useQuery({
    queryKey: ["order", initial.id],
    queryFn: ({ signal }) => fetchOrder(initial.id, signal),
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
    // The stream tells of changes; this only covers a stream that a proxy on the way swallows.
    refetchInterval: ({ state }) => (state.data && isOrderMoving(state.data) ? 15_000 : false),
  });
  const live = useLive(initial.id, isOrderMoving(order));
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["order", initial.id] });
  return (
    <OrderScreen
      order={order}
      now={now}
      live={live}
      code={<CodeForm orderId={order.id} action={actions.giveCode} onSent={refresh} />}
      help={(item) =>
        item.state === "registering" && item.stage === "owner" ? (
          <ResendMail itemId={item.id} action={actions.sendMailAgain} />
        ) : null
      }
      cancel={order.canCancel ? <Cancel order={order} cancel={actions.cancel} /> : undefined}
      retry={(step, domainId) => (
        <Retry step={step} domainId={domainId} orderId={order.id} retrySetup={actions.retrySetup} />
      )}
    />
  );
}

/** The order page, kept true: the server tells that something changed, and the whole view is read anew. */
export function OrderLive(props: Props) {
  const client = useMemo(() => new QueryClient({ defaultOptions: { queries: { retry: 2 } } }), []);
  return (
    <QueryClientProvider client={client}>
      <Live {...props} />
    </QueryClientProvider>
  );
}
