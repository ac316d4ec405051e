import { eq, inArray } from "drizzle-orm";
import { listCards, removeCard } from "../../lib/billing/saved-cards";
import { DAY, later, type ManualClock } from "../../lib/kernel/clock";
import { type Ctx, jobCtx } from "../../lib/kernel/context";
import { invoiceDueRenewals } from "../../lib/renewals/invoice-due-renewals";
import { keepAutoRenew } from "../../lib/renewals/keep-auto-renew";
import { setAutoRenew } from "../../lib/renewals/set-auto-renew";
import { takeDunningStep } from "../../lib/renewals/take-dunning-step";
import { db } from "../client";
import { domains, invoices } from "../schema";
import type { DemoPeople } from "./demo-people";

const idOf = async (name: string) => {
  const [row] = await db().select({ id: domains.id }).from(domains).where(eq(domains.nameAscii, name));
  return row?.id ?? "";
};

/**
 * Renewals in their states: one unpaid, because its merchant has no card; one that is let go; two that their registrar may
 * renew by itself, so that the forecast has something to show. The others renew by themselves.
 */
export async function makeDemoRenewals(clock: ManualClock, people: DemoPeople): Promise<void> {
  const now = clock.now();
  const job = jobCtx("seed", clock);
  const harbour: Ctx = { ...people.harbour, clock };
  const fern: Ctx = { ...people.fern, clock };
  await setAutoRenew(fern, { domainId: await idOf("fern-and-fable.net"), on: false });
  for (const card of await listCards(harbour)) await removeCard(harbour, { cardId: card.id });

  const may = { registrarAutoRenewPolicy: "on" } as const;
  await db().update(domains).set(may).where(eq(domains.nameAscii, "fableandfern.com"));
  await db()
    .update(domains)
    .set({ registrarAutoRenewPolicy: "on_until_unpaid" })
    .where(inArray(domains.nameAscii, ["fernfable.net"]));
  await keepAutoRenew(job);

  clock.set(later(now, -3 * DAY));
  await invoiceDueRenewals(job);
  const unpaid = await db()
    .select({ id: invoices.id })
    .from(invoices)
    .where(eq(invoices.merchantId, people.harbour.merchantId ?? ""));
  for (const { id } of unpaid) await takeDunningStep(job, { invoiceId: id });
  clock.set(now);
}
