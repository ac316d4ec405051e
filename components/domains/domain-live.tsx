"use client";

import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { Outcome } from "@/components/ui/outcome";
import { toast } from "@/components/ui/toast";
import type { DomainView } from "@/lib/domains/views";
import type { StepView } from "@/lib/orders/views";
import { DomainHead } from "./domain-head";
import { DomainOverview } from "./domain-overview";
import { isDomainMoving } from "./is-domain-moving";

export type RetryStep = (input: { domainId: string; step: string }) => Promise<Outcome<unknown>>;

async function fetchDomain(id: string, signal: AbortSignal): Promise<DomainView> {
  const response = await fetch(`/api/domains/${id}`, { signal });
  if (!response.ok) throw new Error(`The domain could not be read: ${response.status}`);
  return ((await response.json()) as { data: DomainView }).data;
}

function Retry({ step, domainId, retry }: { step: StepView; domainId: string; retry: RetryStep }) {
  const client = useQueryClient();
  const [busy, start] = useTransition();
  return (
    <Button
      size="sm"
      busy={busy}
      onClick={() =>
        start(async () => {
          const outcome = await retry({ domainId, step: step.key });
          if (!outcome.ok) toast(outcome.message, { tone: "danger" });
          await client.invalidateQueries({ queryKey: ["domain", domainId] });
        })
      }
    >
      Try again
    </Button>
  );
}

function Live({ initial, now, retry }: { initial: DomainView; now: string; retry: RetryStep }) {
  const client = useQueryClient();
  const { data: domain } = useQuery({
    queryKey: ["domain", initial.id],
    queryFn: ({ signal }) => fetchDomain(initial.id, signal),
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data && isDomainMoving(state.data) ? 15_000 : false),
  });
  const moving = isDomainMoving(domain);
  useEffect(() => {
    if (!moving) return;
    const source = new EventSource(`/api/live?domain=${initial.id}`);
    const refresh = () => client.invalidateQueries({ queryKey: ["domain", initial.id] });
    source.addEventListener("changed", refresh);
    source.onopen = refresh;
    return () => source.close();
  }, [client, initial.id, moving]);
  return (
    <>
      <DomainHead domain={domain} now={now} current="overview" />
      <DomainOverview
        domain={domain}
        now={now}
        retry={(step) => <Retry step={step} domainId={domain.id} retry={retry} />}
      />
    </>
  );
}

/** The overview while the set-up still runs: it changes as the steps do. */
export function DomainLive(props: { initial: DomainView; now: string; retry: RetryStep }) {
  const client = useMemo(() => new QueryClient({ defaultOptions: { queries: { retry: 2 } } }), []);
  return (
    <QueryClientProvider client={client}>
      <Live {...props} />
    </QueryClientProvider>
  );
}
