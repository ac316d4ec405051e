import { asc, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { registrarAccounts } from "@/db/schema";
import { HOUR } from "@/lib/kernel/clock";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import type { RegistrarDescriptor } from "@/lib/providers/registrars/contract";
import { registrarFactory } from "@/lib/providers/registrars/registry";

export type AccountView = {
  id: string;
  registrar: string;
  label: string;
  useCase: string;
  active: boolean;
  capabilities: RegistrarDescriptor["capabilities"];
  limits: RegistrarDescriptor["limits"];
  dnsHost: string;
  domains: number;
  /** TLDs with a cost here. A registrar without prices cannot be made active (PE-2). */
  pricedTlds: number;
  pricesFetchedAt: string | null;
  /** The last day's calls by verb: how many, how many failed, and how long they took in the middle. */
  health: { verb: string; calls: number; failed: number; medianMs: number }[];
  lastCallAt: string | null;
};

/** The platform's own registrar accounts with their health, from our trace; nothing is asked of a registrar (PE-4). */
export async function listAccounts(ctx: Ctx): Promise<AccountView[]> {
  requireAdmin(ctx);
  const since = new Date(ctx.clock.now().getTime() - 24 * HOUR).toISOString();
  const rows = await db()
    .select({
      account: registrarAccounts,
      // Columns by their full names: drizzle leaves a lone table's name out, and an inner table may have an id too.
      domains: sql<number>`(select count(*)::int from domains d where d.registrar_account_id = registrar_accounts.id)`,
      pricedTlds: sql<number>`(select count(*)::int from tld_costs c where c.registrar_account_id = registrar_accounts.id)`,
      pricesFetchedAt: sql<
        string | null
      >`(select max(fetched_at) from tld_costs c where c.registrar_account_id = registrar_accounts.id)`,
      lastCallAt: sql<
        string | null
      >`(select at from provider_trace t where t.provider = registrar_accounts.registrar order by t.id desc limit 1)`,
      health: sql<AccountView["health"]>`(select coalesce(json_agg(h order by h.calls desc), '[]') from (
        select t.verb, count(*)::int as calls, count(*) filter (where t.outcome <> 'ok')::int as failed,
          percentile_cont(0.5) within group (order by t.duration_ms)::int as "medianMs"
        from (select * from provider_trace p where p.provider = registrar_accounts.registrar order by p.id desc limit 5000) t
        where t.at > ${since}::timestamptz group by t.verb) h)`,
    })
    .from(registrarAccounts)
    .where(isNull(registrarAccounts.merchantId))
    .orderBy(asc(registrarAccounts.createdAt));
  return rows.map(({ account, ...facts }) => {
    const { useCase, capabilities, limits, dnsHost } = registrarFactory(account.registrar).descriptor;
    const iso = (moment: string | null) => (moment ? new Date(moment).toISOString() : null);
    return {
      ...facts,
      id: account.id,
      registrar: account.registrar,
      label: account.label,
      active: account.active,
      useCase,
      capabilities,
      limits,
      dnsHost,
      pricesFetchedAt: iso(facts.pricesFetchedAt),
      lastCallAt: iso(facts.lastCallAt),
    };
  });
}
