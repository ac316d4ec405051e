import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { DomainHead } from "@/components/domains/domain-head";
import { DomainLive } from "@/components/domains/domain-live";
import { DomainOverview } from "@/components/domains/domain-overview";
import { isDomainMoving } from "@/components/domains/is-domain-moving";
import { VerifyBanner } from "@/components/notices/verify-banner";
import { domainView } from "@/lib/domains/domain-view";
import { verificationOf } from "@/lib/notices/verification-of";
import { orNotFound } from "../../or-not-found";
import { retryStep } from "../../orders/actions";
import { checkVerificationAction, resendVerificationAction } from "./verification-actions";

export const metadata: Metadata = { title: "Domain" };

export default async function DomainPage({ params }: { params: Promise<{ domainId: string }> }) {
  const ctx = await requireMemberCtx();
  const domain = await orNotFound(domainView(ctx, (await params).domainId));
  const now = ctx.clock.now().toISOString();
  const unsettled = isDomainMoving(domain) || domain.steps.some((step) => step.canRetry);
  const verification = await verificationOf(ctx, domain.id);
  const banner = verification && (
    <VerifyBanner
      verification={verification}
      now={now}
      resend={resendVerificationAction}
      check={checkVerificationAction}
    />
  );
  if (unsettled) {
    return (
      <>
        {banner}
        <DomainLive initial={domain} now={now} retry={retryStep} />
      </>
    );
  }
  return (
    <>
      {banner}
      <DomainHead domain={domain} now={now} current="overview" />
      <DomainOverview domain={domain} now={now} />
    </>
  );
}
