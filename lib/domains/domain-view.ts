import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domainSetup, orderItems, recordSets, timeline, zones } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { describeFact } from "@/lib/orders/describe-fact";
import { setupViews } from "@/lib/orders/order-steps";
import { dnsHostFactory } from "@/lib/providers/dns/registry";
import { domainHeadline, domainRow } from "./domain-row";
import type { DomainView } from "./views";
import { visibleDomain } from "./visible-domain";

/** Everything the domain page shows, from our own tables; values from outside carry their age in `observedAt`. */
export async function domainView(ctx: Ctx, domainId: string): Promise<DomainView> {
  const domain = await visibleDomain(ctx, domainId);
  const [setup, facts, [zone], [item]] = await Promise.all([
    db().select().from(domainSetup).where(eq(domainSetup.domainId, domainId)),
    db().select().from(timeline).where(eq(timeline.domainId, domainId)).orderBy(asc(timeline.id)).limit(500),
    db().select().from(zones).where(eq(zones.domainId, domainId)),
    db()
      .select({ orderId: orderItems.orderId })
      .from(orderItems)
      .where(eq(orderItems.id, domain.orderItemId ?? "")),
  ]);
  const records = zone
    ? await db()
        .select()
        .from(recordSets)
        .where(eq(recordSets.zoneId, zone.id))
        .orderBy(asc(recordSets.name), asc(recordSets.type))
    : [];
  return {
    ...domainRow(domain),
    registeredAt: domain.registeredAt?.toISOString() ?? null,
    observedAt: domain.observedAt?.toISOString() ?? null,
    privacy: domain.privacy,
    locked: domain.locked,
    registrarAutoRenew: domain.registrarAutoRenew,
    registrantEmail: domain.registrantEmail,
    nameServers: domain.nameServers,
    eppStatuses: domain.eppStatuses,
    orderId: item?.orderId ?? null,
    headline: domainHeadline(domain),
    zone: zone?.hostRef
      ? {
          host: dnsHostFactory(zone.host).descriptor.label,
          nameServers: zone.nameServers,
          inSyncAt: zone.inSyncAt?.toISOString() ?? null,
          records: records.map(({ name, type, ttlSeconds, values, managed }) => ({
            name,
            type,
            ttlSeconds,
            values,
            managed,
          })),
        }
      : null,
    // A name that came from elsewhere keeps its DNS: it has no such steps.
    steps: setupViews(setup, "registered").filter((step) => setup.some((row) => row.step === step.key)),
    timeline: facts.map((row) => describeFact(row)),
  };
}
