import { and, eq, inArray, sql } from "drizzle-orm";
import { domainSetup, domains } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { publish } from "@/lib/operations/publish";

/**
 * A name whose DNS its registrar had interrupted lives on: its delegation is read and mended, and its answers are awaited and
 * timed, as after a registration (AN-26). Nothing where it was not interrupted, or has no zone of ours.
 */
export async function awaitDnsAgain(tx: Tx, ctx: Ctx, domainId: string): Promise<void> {
  const interrupted = await tx
    .select({ id: domains.id })
    .from(domains)
    .where(and(eq(domains.id, domainId), sql`${domains.attention} @> '[{"kind": "dns_interrupted"}]'`));
  if (interrupted.length === 0) return;
  const now = ctx.clock.now();
  const steps = await tx
    .update(domainSetup)
    .set({ state: "waiting", attempts: 0, note: null, startedAt: now, endedAt: null })
    .where(and(eq(domainSetup.domainId, domainId), inArray(domainSetup.step, ["delegation", "answers"])))
    .returning({ step: domainSetup.step });
  if (steps.length === 0) return;
  await tx.update(domains).set({ connection: "pending" }).where(eq(domains.id, domainId));
  await publish(tx, ctx, "domain/setup-due", `${domainId}:again:${now.getTime()}`, { domainId });
}
