import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { DomainHead } from "@/components/domains/domain-head";
import { DomainLive } from "@/components/domains/domain-live";
import { DomainOverview } from "@/components/domains/domain-overview";
import { isDomainMoving } from "@/components/domains/is-domain-moving";
import { domainView } from "@/lib/domains/domain-view";
import { orNotFound } from "../../or-not-found";
import { retryStep } from "../../orders/actions";

export const metadata: Metadata = { title: "Domain" };

export default async function DomainPage({ params }: { params: Promise<{ domainId: string }> }) {
  const ctx = await requireMemberCtx();
  const domain = await orNotFound(domainView(ctx, (await params).domainId));
  const now = ctx.clock.now().toISOString();
  const unsettled = isDomainMoving(domain) || domain.steps.some((step) => step.canRetry);
  if (unsettled) return <DomainLive initial={domain} now={now} retry={retryStep} />;
  return (
    <>
      <DomainHead domain={domain} now={now} current="overview" />
      <DomainOverview domain={domain} now={now} />
    </>
  );
}
