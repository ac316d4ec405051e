import type { Metadata } from "next";
import { requireMemberCtx } from "@/app/_lib/session";
import { DomainHead } from "@/components/domains/domain-head";
import { LeavingPanel } from "@/components/transfers/leaving-panel";
import { domainView } from "@/lib/domains/domain-view";
import { leavingView } from "@/lib/transfers/leaving-view";
import { orNotFound } from "../../../or-not-found";
import { lookAtLock, relock, showAuthCode, unlock } from "./actions";

export const metadata: Metadata = { title: "Transfer" };

export default async function DomainTransferPage({ params }: { params: Promise<{ domainId: string }> }) {
  const ctx = await requireMemberCtx();
  const { domainId } = await params;
  const [domain, leaving] = await orNotFound(Promise.all([domainView(ctx, domainId), leavingView(ctx, domainId)]));
  return (
    <>
      <DomainHead domain={domain} now={ctx.clock.now().toISOString()} current="transfer" />
      <LeavingPanel
        leaving={leaving}
        registrar={domain.registrarLabel}
        actions={{ unlock, relock, look: lookAtLock }}
        reveal={showAuthCode}
      />
    </>
  );
}
