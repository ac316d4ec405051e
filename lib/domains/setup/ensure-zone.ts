import { eq } from "drizzle-orm";
import { zones } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openDnsHost } from "@/lib/accounts/open-dns-host";
import { SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { dnsHostFactory } from "@/lib/providers/dns/registry";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { type Domain, type StepResult, zoneOf } from "./subject";

/**
 * The name has exactly one zone (PE-16): the one its registration made is adopted, else one is created under a reference
 * of ours that can never make a second.
 */
export async function ensureZone(ctx: Ctx, domain: Domain): Promise<StepResult> {
  const { dnsHost, capabilities, label } = registrarFactory(domain.registrar).descriptor;
  const host = openDnsHost(ctx, dnsHost);
  const known = (await zoneOf(domain, dnsHost)) ?? (await recordZone(ctx, domain, dnsHost));
  const { label: hostLabel } = dnsHostFactory(dnsHost).descriptor;
  const ready = (nameServers: string[], zoneRef: string, adopted: boolean): StepResult => ({
    done: true,
    note: adopted ? `Adopted the zone that ${label} made` : `Made at ${hostLabel}, on ${nameServers.length} servers`,
    data: { host: hostLabel, zoneRef, adopted },
  });
  if (known.hostRef && known.domainId === domain.id) return ready(known.nameServers, known.hostRef, false);

  const there = known.hostRef ? await host.zone(known.hostRef) : ((await host.findZones(domain.nameAscii))[0] ?? null);
  // The registrar makes the zone itself, but a moment after the registration.
  const settledMs = ctx.clock.now().getTime() - known.createdAt.getTime();
  if (!there && capabilities.createsZone && settledMs < 30 * SECOND) return { done: false, waitMs: 5 * SECOND };
  const zone = there ?? (await host.createZone(domain.nameAscii, known.callerReference));
  await inTransaction("zone-ready", (tx) =>
    tx
      .update(zones)
      .set({ hostRef: zone.ref, nameServers: zone.nameServers, domainId: domain.id, merchantId: domain.merchantId })
      .where(eq(zones.id, known.id)),
  );
  return ready(zone.nameServers, zone.ref, zone.callerReference !== known.callerReference);
}

async function recordZone(ctx: Ctx, domain: Domain, host: string) {
  await inTransaction("record-zone", (tx) => {
    const id = newId("zone");
    return tx
      .insert(zones)
      .values({
        id,
        domainId: domain.id,
        merchantId: domain.merchantId,
        nameAscii: domain.nameAscii,
        host,
        callerReference: id,
        createdAt: ctx.clock.now(),
      })
      .onConflictDoNothing();
  });
  return (await zoneOf(domain, host))!;
}
