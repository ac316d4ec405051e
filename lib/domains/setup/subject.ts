import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, zones } from "@/db/schema";
import { notFound } from "@/lib/kernel/errors";

export type Domain = typeof domains.$inferSelect;
export type Zone = typeof zones.$inferSelect;

/** What a step did: `done` with a note for the checklist and evidence for the timeline, or when to look again. */
export type StepResult = { done: true; note: string; data?: Record<string, unknown> } | { done: false; waitMs: number };

export async function domainById(domainId: string): Promise<Domain> {
  const [domain] = await db().select().from(domains).where(eq(domains.id, domainId));
  if (!domain) throw notFound("domain");
  return domain;
}

export async function zoneOf(domain: Domain, host: string): Promise<Zone | undefined> {
  const [zone] = await db()
    .select()
    .from(zones)
    .where(and(eq(zones.nameAscii, domain.nameAscii), eq(zones.host, host)));
  return zone;
}

export const factsOf = (domain: Domain) => ({ merchantId: domain.merchantId, domainId: domain.id });
