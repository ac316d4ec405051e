import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { recordSets, zones } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openDnsHost } from "@/lib/accounts/open-dns-host";
import { defaultRecords } from "@/lib/dns/default-records";
import { planChanges } from "@/lib/dns/plan-changes";
import { SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import type { RecordSet } from "@/lib/providers/dns/contract";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { getSettings } from "@/lib/settings/get-settings";
import { type Domain, type StepResult, type Zone, zoneOf } from "./subject";

/**
 * Writes the record sets the zone should hold, then watches until all the host's servers have them. The wish is stored
 * once, so a changed template does not reach into zones that exist (PE-47).
 */
export async function writeRecords(ctx: Ctx, domain: Domain): Promise<StepResult> {
  const { dnsHost } = registrarFactory(domain.registrar).descriptor;
  const zone = await zoneOf(domain, dnsHost);
  if (!zone?.hostRef) return { done: false, waitMs: 2 * SECOND };
  const host = openDnsHost(ctx, dnsHost);
  const desired = await desiredRecords(ctx, domain, zone);
  const changes = planChanges(domain.nameAscii, desired, await host.recordSets(zone.hostRef));
  if (changes.length > 0) {
    const change = await host.applyChanges(zone.hostRef, changes);
    await inTransaction("records-sent", (tx) =>
      tx
        .update(zones)
        .set({ changeRef: change.ref, changedAt: ctx.clock.now(), inSyncAt: null })
        .where(eq(zones.id, zone.id)),
    );
    return { done: false, waitMs: SECOND };
  }
  if (zone.changeRef && !zone.inSyncAt) {
    const change = await host.changeState(zone.changeRef);
    if (change.state === "pending") return { done: false, waitMs: SECOND };
  }
  await inTransaction("records-in-sync", (tx) =>
    tx.update(zones).set({ inSyncAt: ctx.clock.now() }).where(eq(zones.id, zone.id)),
  );
  const data = { count: desired.length, changeRef: zone.changeRef ?? undefined };
  return { done: true, note: `${desired.length} record sets on all of the zone's servers`, data };
}

async function desiredRecords(ctx: Ctx, domain: Domain, zone: Zone): Promise<RecordSet[]> {
  const stored = await db().select().from(recordSets).where(eq(recordSets.zoneId, zone.id));
  if (stored.length > 0)
    return stored.map(({ name, type, ttlSeconds, values }) => ({
      name,
      type: type as RecordSet["type"],
      ttlSeconds,
      values,
    }));
  const wished = defaultRecords(domain.nameAscii, await getSettings());
  if (wished.length === 0) return [];
  await inTransaction("wish-records", (tx) =>
    tx
      .insert(recordSets)
      .values(
        wished.map((set) => ({
          ...set,
          id: newId("recordSet"),
          zoneId: zone.id,
          managed: true,
          updatedAt: ctx.clock.now(),
        })),
      )
      .onConflictDoUpdate({
        target: [recordSets.zoneId, recordSets.name, recordSets.type],
        set: { updatedAt: sql`excluded.updated_at` },
      }),
  );
  return wished;
}
