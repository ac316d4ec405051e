import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { domains, registrarAccounts } from "@/db/schema";
import { requireMerchant } from "@/lib/kernel/context";
import { endpoint } from "../endpoint";

const mostRows = 10_000;

export const listOwnedDomainsEndpoint = endpoint({
  id: "listOwnedDomains",
  method: "GET",
  path: "/domains/owned",
  tag: "Domains",
  summary: "List the domains that you bought here",
  description: `All in one answer, at most ${mostRows}. For many names, or for those that only lead here, use GET /domains.`,
  scope: "domains:read",
  responses: {
    200: {
      description: "The domains bought or moved here.",
      body: z.object({
        domains: z.array(
          z.object({
            id: z.string(),
            store_id: z.string().nullable(),
            domain: z.string(),
            status: z.string(),
            purchase_provider: z.string(),
            purchase_date: z.iso.datetime(),
            expiry_date: z.iso.datetime().nullable(),
            auto_renew: z.boolean(),
            is_purchased: z.boolean(),
            ssl_provisioned: z.boolean(),
            auto_dns_configured: z.boolean().describe("The first records are written and the name points at them."),
          }),
        ),
      }),
    },
  },
  handler: async (ctx) => {
    const delegated = sql<boolean>`(select count(*) = 2 from domain_setup s
      where s.domain_id = ${domains.id} and s.step in ('records', 'delegation') and s.state = 'done')`;
    const rows = await db()
      .select({ domain: domains, delegated })
      .from(domains)
      .innerJoin(registrarAccounts, eq(registrarAccounts.id, domains.registrarAccountId))
      .where(and(eq(domains.merchantId, requireMerchant(ctx)), isNull(registrarAccounts.merchantId)))
      .orderBy(asc(domains.nameAscii), asc(domains.id))
      .limit(mostRows);
    return {
      status: 200,
      body: {
        domains: rows.map(({ domain, delegated }) => ({
          id: domain.id,
          store_id: null,
          domain: domain.nameAscii,
          status: domain.registration,
          purchase_provider: domain.registrar,
          purchase_date: (domain.registeredAt ?? domain.createdAt).toISOString(),
          expiry_date: domain.expiresAt?.toISOString() ?? null,
          auto_renew: domain.autoRenew,
          is_purchased: true,
          ssl_provisioned: false,
          auto_dns_configured: delegated,
        })),
      },
    };
  },
});
