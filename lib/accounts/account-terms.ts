import { isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { registrarAccounts } from "@/db/schema";
import type { RegistrarDescriptor } from "@/lib/providers/registrars/contract";
import { registrarFactory } from "@/lib/providers/registrars/registry";

export type AccountTermsRow = {
  id: string;
  label: string;
  /** Its policy, or that of a name in it, lets the registrar renew by itself. */
  mayRenewItself: boolean;
  preCharge: RegistrarDescriptor["preCharge"];
};

/** The platform's accounts, as far as their registrars may renew and charge by themselves. */
export async function accountTerms(): Promise<AccountTermsRow[]> {
  const rows = await db()
    .select({
      id: registrarAccounts.id,
      label: registrarAccounts.label,
      registrar: registrarAccounts.registrar,
      mayRenewItself: sql<boolean>`registrar_accounts.auto_renew_policy <> 'off' or exists (select from domains d
        where d.registrar_account_id = registrar_accounts.id and d.registrar_auto_renew_policy <> 'off')`,
    })
    .from(registrarAccounts)
    .where(isNull(registrarAccounts.merchantId));
  return rows.map(({ registrar, ...row }) => ({ ...row, preCharge: registrarFactory(registrar).descriptor.preCharge }));
}
