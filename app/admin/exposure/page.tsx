import type { Metadata } from "next";
import { requireAdminCtx } from "@/app/_lib/session";
import { AccountPolicies } from "@/components/renewals/account-policies";
import { ExposureScreen } from "@/components/renewals/exposure-screen";
import { PageHead } from "@/components/ui/page-head";
import { exposureBasis } from "@/lib/renewals/forecast-exposure";
import { listPolicies } from "@/lib/renewals/list-policies";
import { savePolicy, saveWindow, switchOff } from "./actions";

export const metadata: Metadata = { title: "Exposure" };

export default async function ExposurePage() {
  const ctx = await requireAdminCtx();
  const [basis, accounts] = await Promise.all([exposureBasis(ctx), listPolicies(ctx)]);
  return (
    <>
      <PageHead title="Exposure">
        What registrars will take by themselves for names that nobody has paid, day by day, and until when each can
        still be stopped.
      </PageHead>
      <ExposureScreen basis={basis} saveWindow={saveWindow} switchOff={switchOff} />
      <AccountPolicies accounts={accounts} action={savePolicy} />
    </>
  );
}
