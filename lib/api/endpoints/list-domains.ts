import { and, asc, eq, ilike, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { domains, registrarAccounts, registrationStates } from "@/db/schema";
import { requireMerchant } from "@/lib/kernel/context";
import { decodeCursor, encodeCursor } from "../cursor";
import { endpoint } from "../endpoint";
import { domainResource, pageOf, pageQuery } from "../resources";
import { toDomain } from "../to-domain";

const query = z.strictObject({
  q: z.string().max(253).optional().describe("Part of the name."),
  status: z.enum(registrationStates).optional(),
  auto_renew: z.enum(["true", "false"]).optional(),
  expires_before: z.iso.datetime({ offset: true }).optional(),
  ...pageQuery,
});

export const listDomainsEndpoint = endpoint({
  id: "listDomains",
  method: "GET",
  path: "/domains",
  tag: "Domains",
  summary: "List your domains",
  description: "In the order of their names, a page at a time, however many they are.",
  scope: "domains:read",
  query,
  responses: { 200: { description: "A page of domains.", body: pageOf(domainResource) } },
  handler: async (ctx, { query }) => {
    const after = query.after === undefined ? null : decodeCursor(query.after);
    const part = query.q
      ?.replaceAll("\0", "")
      .toLowerCase()
      .replace(/[\\%_]/g, "\\$&");
    const rows = await db()
      .select({ domain: domains, ours: sql<boolean>`${registrarAccounts.merchantId} is null` })
      .from(domains)
      .innerJoin(registrarAccounts, eq(registrarAccounts.id, domains.registrarAccountId))
      .where(
        and(
          eq(domains.merchantId, requireMerchant(ctx)),
          part ? ilike(domains.nameAscii, `%${part}%`) : undefined,
          query.status ? eq(domains.registration, query.status) : undefined,
          query.auto_renew ? eq(domains.autoRenew, query.auto_renew === "true") : undefined,
          query.expires_before ? lt(domains.expiresAt, new Date(query.expires_before)) : undefined,
          // The first key alone is what the index is read by; the pair tells rows of one name apart.
          after
            ? sql`${domains.nameAscii} >= ${after[0]} and (${domains.nameAscii}, ${domains.id}) > (${after[0]}, ${after[1]})`
            : undefined,
        ),
      )
      .orderBy(asc(domains.nameAscii), asc(domains.id))
      .limit(query.limit + 1);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1)?.domain;
    const cursor = rows.length > query.limit && last ? encodeCursor([last.nameAscii, last.id]) : null;
    return { status: 200, body: { data: page.map(toDomain), next_cursor: cursor }, next: cursor };
  },
});
