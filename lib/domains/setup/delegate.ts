import { eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { type Domain, type StepResult, zoneOf } from "./subject";

const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/** The registry points at the servers that hold the zone, as the registrar reads it back. */
export async function delegate(ctx: Ctx, domain: Domain): Promise<StepResult> {
  const zone = await zoneOf(domain, registrarFactory(domain.registrar).descriptor.dnsHost);
  if (!zone?.hostRef || zone.nameServers.length === 0) return { done: false, waitMs: 2 * SECOND };
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const read = await registrar.domain(domain.nameAscii);
  if (!read) return { done: false, waitMs: 10 * SECOND };
  if (!same(read.nameServers, zone.nameServers)) {
    const result = await registrar.setNameServers(domain.nameAscii, zone.nameServers);
    if (result.state === "refused") throw new ProviderError(domain.registrar, "rejected", result.message);
    return { done: false, waitMs: SECOND };
  }
  await inTransaction("delegated", (tx) =>
    tx
      .update(domains)
      .set({ nameServers: read.nameServers, observedAt: ctx.clock.now(), updatedAt: ctx.clock.now() })
      .where(eq(domains.id, domain.id)),
  );
  return {
    done: true,
    note: `The registry points at the zone's ${read.nameServers.length} servers`,
    data: { nameServers: read.nameServers },
  };
}
