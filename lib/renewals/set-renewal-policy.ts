import { and, eq, isNull } from "drizzle-orm";
import { registrarAccounts } from "@/db/schema";
import { autoRenewPolicies } from "@/db/schema/accounts";
import { inTransaction } from "@/db/transaction";
import { accountTerms } from "@/lib/accounts/account-terms";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { checkSchedule } from "@/lib/settings/check-schedule";
import { getSettings } from "@/lib/settings/get-settings";

export const renewalPolicies = autoRenewPolicies;
export type RenewalPolicy = (typeof renewalPolicies)[number];

/**
 * Whether names of an account renew by themselves at the registrar. Refused, with the arithmetic, where the schedule of
 * invoices and reminders would come after the registrar's charge. Takes effect with the next hourly run.
 */
export async function setRenewalPolicy(
  ctx: Ctx,
  { accountId, policy }: { accountId: string; policy: RenewalPolicy },
): Promise<void> {
  requireAdmin(ctx);
  if (policy !== "off") {
    const terms = (await accountTerms()).filter((account) => account.id === accountId);
    const losing = checkSchedule(
      await getSettings(),
      terms.map((account) => ({ ...account, mayRenewItself: true })),
    );
    if (losing) throw new AppError("conflict", losing);
  }
  await inTransaction("renewal-policy", async (tx) => {
    const own = and(eq(registrarAccounts.id, accountId), isNull(registrarAccounts.merchantId));
    const [account] = await tx.select().from(registrarAccounts).where(own).for("update");
    if (!account) throw notFound("registrar account");
    if (account.autoRenewPolicy === policy) return;
    await tx.update(registrarAccounts).set({ autoRenewPolicy: policy }).where(own);
    await audit(tx, ctx, {
      action: "registrar.renewal_policy",
      subject: { kind: "registrar_account", id: accountId },
      before: { autoRenewPolicy: account.autoRenewPolicy },
      after: { autoRenewPolicy: policy },
    });
  });
}
