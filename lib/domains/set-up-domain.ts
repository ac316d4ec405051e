import { and, asc, eq, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domainSetup, orderItems } from "@/db/schema";
import { setupSteps } from "@/db/schema/domains";
import { inTransaction } from "@/db/transaction";
import { HOUR, SECOND } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import { autoRenewOff } from "./setup/auto-renew-off";
import { awaitAnswers } from "./setup/await-answers";
import { delegate } from "./setup/delegate";
import { ensureZone } from "./setup/ensure-zone";
import { giveBack } from "./setup/give-back";
import { type Domain, domainById, factsOf, type StepResult } from "./setup/subject";
import { writeRecords } from "./setup/write-records";
import { writeRegistrant } from "./setup/write-registrant";

type Step = (typeof setupSteps)[number];

const work: Record<Step, (ctx: Ctx, domain: Domain) => Promise<StepResult>> = {
  auto_renew_off: autoRenewOff,
  zone: ensureZone,
  records: writeRecords,
  delegation: delegate,
  answers: awaitAnswers,
  registrant: writeRegistrant,
  give_back: giveBack,
};

const facts: Record<Step, { side: "registry" | "dns"; fact: string }> = {
  auto_renew_off: { side: "registry", fact: "auto_renew_off" },
  zone: { side: "dns", fact: "zone_ready" },
  records: { side: "dns", fact: "records_written" },
  delegation: { side: "registry", fact: "delegated" },
  answers: { side: "dns", fact: "answers" },
  registrant: { side: "registry", fact: "registrant_changed" },
  give_back: { side: "registry", fact: "given_back" },
};

const zoneSteps: ReadonlySet<Step> = new Set<Step>(["zone", "records", "delegation", "answers"]);

/** How often a step may fail before a person is told; it is tried on all the same. */
const patience = 12;

/**
 * One beat of what follows a registration: what is not done is tried, as far as it goes. None of it touches the purchase;
 * each step can be repeated at any time and finds what an earlier try did (P-33).
 */
export async function setUpDomain(
  ctx: Ctx,
  { domainId }: { domainId: string },
): Promise<{ ended: boolean; waitMs: number }> {
  requirePlatform(ctx);
  const domain = await domainById(domainId);
  const open = await db()
    .select()
    .from(domainSetup)
    .where(and(eq(domainSetup.domainId, domainId), ne(domainSetup.state, "done")))
    .orderBy(
      asc(sql`array_position(array[${sql.raw(setupSteps.map((step) => `'${step}'`).join(","))}], ${domainSetup.step})`),
    );
  const waits: number[] = [];
  let zoneWaits = false;
  for (const { step, attempts } of open) {
    // The zone's steps go one after another; what only the registrar has is none of them.
    const ofZone = zoneSteps.has(step);
    if (ofZone && zoneWaits) continue;
    const result = await tryStep(ctx, domain, step, attempts);
    if (result.done) continue;
    waits.push(result.waitMs);
    zoneWaits ||= ofZone;
  }
  return waits.length === 0 ? { ended: true, waitMs: 0 } : { ended: false, waitMs: Math.min(...waits) };
}

async function tryStep(ctx: Ctx, domain: Domain, step: Step, attempts: number): Promise<StepResult> {
  const startedAt = sql`coalesce(${domainSetup.startedAt}, ${ctx.clock.now().toISOString()})`;
  let result: StepResult;
  try {
    result = await work[step](ctx, domain);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const message = error.message;
    await inTransaction("setup-failed", async (tx) => {
      await tx
        .update(domainSetup)
        .set({ state: "failed", startedAt, attempts: attempts + 1, note: message })
        .where(and(eq(domainSetup.domainId, domain.id), eq(domainSetup.step, step), ne(domainSetup.state, "done")));
      if (attempts === 0)
        await tell(tx, ctx, {
          ...facts[step],
          ...factsOf(domain),
          fact: "setup_failed",
          data: { step, error: message },
        });
      if (attempts + 1 === patience) await openStuckCase(tx, ctx, domain, step, message);
    });
    return { done: false, waitMs: Math.min(HOUR, 2 * SECOND * 2 ** attempts) };
  }
  await inTransaction(`setup-${step}`, async (tx) => {
    const now = ctx.clock.now();
    const ended = result.done
      ? { state: "done" as const, endedAt: now, note: result.note }
      : { state: "working" as const };
    const [row] = await tx
      .update(domainSetup)
      .set({ startedAt, ...ended })
      .where(and(eq(domainSetup.domainId, domain.id), eq(domainSetup.step, step)))
      .returning();
    if (!result.done) return;
    const orderId = domain.orderItemId
      ? (
          await tx.select({ orderId: orderItems.orderId }).from(orderItems).where(eq(orderItems.id, domain.orderItemId))
        )[0]?.orderId
      : undefined;
    const seconds = row?.startedAt ? Math.round((now.getTime() - row.startedAt.getTime()) / 1000) : undefined;
    const data = { name: domain.nameAscii, registrar: domain.registrar, note: result.note, seconds, ...result.data };
    await tell(tx, ctx, {
      ...facts[step],
      ...factsOf(domain),
      orderId: orderId ?? null,
      orderItemId: domain.orderItemId,
      data,
      onceKey: `${domain.id}:${step}:${row?.startedAt?.toISOString()}`,
    });
  });
  return result;
}

async function openStuckCase(
  tx: Parameters<typeof openCase>[0],
  ctx: Ctx,
  domain: Domain,
  step: Step,
  message: string,
): Promise<void> {
  await openCase(tx, ctx, {
    kind: "setup_stuck",
    subjectId: `${domain.id}:${step}`,
    merchantId: domain.merchantId,
    summary: `${domain.nameAscii}: the step “${step}” fails again and again. The purchase stands; the name may not lead anywhere yet.`,
    facts: { name: domain.nameAscii, step, said: message },
  });
}
