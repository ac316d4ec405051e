import type { z } from "zod";
import type { domains } from "@/db/schema";
import { displayName } from "@/lib/kernel/display-name";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import type { domainResource } from "./resources";
import { toMoney } from "./to-money";

/** `ours`: it is in an account of the platform, which renews it; else it only leads here, or is in a linked account. */
export type DomainRow = { domain: typeof domains.$inferSelect; ours: boolean };

export function toDomain({ domain: row, ours }: DomainRow): z.input<typeof domainResource> {
  const priced = row.renewPriceMinor !== null && row.currency !== null;
  return {
    id: row.id,
    domain: row.nameAscii,
    domain_unicode: displayName(row.nameAscii),
    status: row.registration,
    connection: row.connection,
    attention: row.attention,
    registrar: registrarFactory(row.registrar).descriptor.label,
    purchased: ours,
    registered_at: row.registeredAt?.toISOString() ?? null,
    expires_at: row.expiresAt?.toISOString() ?? null,
    auto_renew: row.autoRenew,
    privacy: row.privacy,
    locked: row.locked,
    name_servers: row.nameServers,
    epp_statuses: row.eppStatuses,
    renewal_price: priced ? toMoney(row.renewPriceMinor ?? 0, row.currency ?? "") : null,
    observed_at: row.observedAt?.toISOString() ?? null,
  };
}
