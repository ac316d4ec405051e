import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, recordSets } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { queryRecords } from "@/lib/dns/query-records";
import { SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import type { RecordSet } from "@/lib/providers/dns/contract";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import { type Domain, type StepResult, zoneOf } from "./subject";

const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

/** Real queries answer with what was written: the first moment at which the name leads anywhere. */
export async function awaitAnswers(ctx: Ctx, domain: Domain): Promise<StepResult> {
  const zone = await zoneOf(domain, registrarFactory(domain.registrar).descriptor.dnsHost);
  if (!zone) return { done: false, waitMs: 2 * SECOND };
  const apex = (await db().select().from(recordSets).where(eq(recordSets.zoneId, zone.id))).filter(
    (set) => set.name === domain.nameAscii,
  );
  for (const set of apex) {
    const answer = await queryRecords(set.name, set.type as RecordSet["type"]);
    if (!answer || !same(answer, set.values)) return { done: false, waitMs: 3 * SECOND };
  }
  await inTransaction("answers", (tx) =>
    tx.update(domains).set({ connection: "active", updatedAt: ctx.clock.now() }).where(eq(domains.id, domain.id)),
  );
  return { done: true, note: `${apex.length} record sets answered as written` };
}
