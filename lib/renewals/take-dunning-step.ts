import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { invoiceLines, invoices } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { tell } from "@/lib/operations/tell";
import { type Charge, chargeInvoice } from "@/lib/orders/charge-invoice";
import { getSettings } from "@/lib/settings/get-settings";
import { mailDunning } from "./mail-dunning";

/** As the charge ended; `reminded` where the step tries no card, `not_due` where nothing was to be done. */
export type DunningOutcome = Charge["outcome"] | "reminded" | "not_due";

/** Money is on its way, or nothing is owed: no mail. */
const silent: readonly DunningOutcome[] = ["started", "waiting", "nothing_due"];

/**
 * Takes the next step about an open invoice, if it is due: tries the saved card, and writes when that did not pay it
 * (AN-15). The step counts as taken only afterwards, so a crash repeats it: a charge that runs is found, and a mail is written once.
 */
export async function takeDunningStep(ctx: Ctx, { invoiceId }: { invoiceId: string }): Promise<DunningOutcome> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const [invoice] = await db().select().from(invoices).where(eq(invoices.id, invoiceId));
  const now = ctx.clock.now();
  if (invoice?.state !== "open" || !invoice.nextDunningAt || invoice.nextDunningAt > now) return "not_due";
  const step = settings.dunningSteps[invoice.dunningStep];
  const charged = step?.charge ? await chargeInvoice(ctx, { invoiceId }) : null;
  const outcome: DunningOutcome = charged?.outcome ?? "reminded";
  const next = settings.dunningSteps[invoice.dunningStep + 1];

  await inTransaction("dunning-step", async (tx) => {
    const moved = await tx
      .update(invoices)
      .set({
        dunningStep: invoice.dunningStep + 1,
        nextDunningAt: next ? laterThanNow(later(invoice.issuedAt, next.day * DAY), now) : null,
      })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.state, "open"), eq(invoices.dunningStep, invoice.dunningStep)))
      .returning({ id: invoices.id });
    if (moved.length === 0 || !step?.mail || silent.includes(outcome)) return;
    const lines = await tx
      .select()
      .from(invoiceLines)
      .where(eq(invoiceLines.invoiceId, invoiceId))
      .orderBy(asc(invoiceLines.position));
    await mailDunning(tx, ctx, {
      invoice,
      lines,
      refusal: outcome === "refused" ? (charged?.message ?? "The bank refused the card.") : null,
      needsPerson: outcome === "needs_person",
      noCard: outcome === "no_card",
      nextTryAt: next?.charge ? later(invoice.issuedAt, next.day * DAY) : null,
    });
    for (const line of lines) {
      await tell(tx, ctx, {
        side: "money",
        fact: "renewal_reminded",
        merchantId: invoice.merchantId,
        domainId: line.domainId,
        data: {
          name: line.nameAscii,
          number: invoice.number,
          totalMinor: invoice.totalMinor,
          currency: invoice.currency,
          outcome,
        },
        onceKey: `${line.id}:dunning:${invoice.dunningStep}`,
      });
    }
  });
  return outcome;
}

/** Days that were missed are not made up for at once: one step an hour at most, whatever the clock did. */
function laterThanNow(at: Date, now: Date): Date {
  const soonest = later(now, DAY / 24);
  return at > soonest ? at : soonest;
}
