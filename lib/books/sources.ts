import { isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { jobRuns, registrarAccounts } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";
import { registrarFactory } from "@/lib/providers/registrars/registry";

/** A book of an outside party: Stripe's balance, or what one registrar account was charged. */
export type BookSource = { id: string; label: string; accountId: string | null };

const stripe: BookSource = { id: "stripe", label: "Stripe", accountId: null };
const jobOf = (source: Pick<BookSource, "id">) => `read-books:${source.id}`;

/** Stripe, and each account of the platform whose registrar lists its charges. The others have no book to compare with. */
export async function bookSources(): Promise<BookSource[]> {
  const accounts = await db()
    .select({ id: registrarAccounts.id, registrar: registrarAccounts.registrar, label: registrarAccounts.label })
    .from(registrarAccounts)
    .where(isNull(registrarAccounts.merchantId))
    .orderBy(registrarAccounts.createdAt);
  const telling = accounts.filter(({ registrar }) => registrarFactory(registrar).descriptor.capabilities.charges);
  return [stripe, ...telling.map(({ id, label }) => ({ id, label, accountId: id }))];
}

/** Until when each source was read to its end. A source that is missing was never read whole. */
export async function readUntil(): Promise<Map<string, Date>> {
  const rows = await db().execute<{ job: string; at: string }>(
    sql`select job, max(started_at) as at from job_runs where job like 'read-books:%' group by job`,
  );
  return new Map(rows.map(({ job, at }) => [job.slice("read-books:".length), new Date(at)]));
}

/** Notes that a source was read to its end, as it was when the reading began. */
export async function markRead(tx: Tx, ctx: Ctx, source: BookSource, startedAt: Date, lines: number): Promise<void> {
  await tx
    .insert(jobRuns)
    .values({
      id: newId("jobRun"),
      job: jobOf(source),
      period: startedAt.toISOString(),
      counts: { lines },
      startedAt,
      endedAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
}
