import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { DomainHead } from "@/components/domains/domain-head";
import { Timeline } from "@/components/orders/timeline";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { domainView } from "@/lib/domains/domain-view";
import { orNotFound } from "../../../or-not-found";

export const metadata: Metadata = { title: "Activity" };

export default async function DomainActivityPage({ params }: { params: Promise<{ domainId: string }> }) {
  const ctx = await requireMemberCtx();
  const domain = await orNotFound(domainView(ctx, (await params).domainId));
  return (
    <>
      <DomainHead domain={domain} now={ctx.clock.now().toISOString()} current="activity" />
      {domain.timeline.length > 0 ? (
        <Card>
          <Timeline facts={domain.timeline} label="Activity" />
        </Card>
      ) : (
        <EmptyState title="Nothing has happened yet">
          Money, registry, DNS and people: whatever happens to this name is written down here.
        </EmptyState>
      )}
    </>
  );
}
