import { asc, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { registrarAccounts } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import type { RenewalPolicy } from "./set-renewal-policy";

export type AccountPolicyView = {
  id: string;
  label: string;
  policy: RenewalPolicy;
  /** How many days before expiry it charges; null where it does so at the end. */
  preChargeDays: number | null;
  /** Names that renew by themselves there now. */
  on: number;
};

/** The platform's accounts, each with what its registrar may do by itself. */
export async function listPolicies(ctx: Ctx): Promise<AccountPolicyView[]> {
  requireAdmin(ctx);
  const rows = await db()
    .select({
      id: registrarAccounts.id,
      label: registrarAccounts.label,
      registrar: registrarAccounts.registrar,
      policy: registrarAccounts.autoRenewPolicy,
      on: sql<number>`(select count(*)::int from domains d where d.registrar_account_id = registrar_accounts.id
        and d.registrar_auto_renew and d.registration in ('active', 'expired'))`,
    })
    .from(registrarAccounts)
    .where(isNull(registrarAccounts.merchantId))
    .orderBy(asc(registrarAccounts.createdAt));
  return rows.map(({ registrar, ...row }) => ({
    ...row,
    preChargeDays: registrarFactory(registrar).descriptor.preCharge?.days ?? null,
  }));
}
