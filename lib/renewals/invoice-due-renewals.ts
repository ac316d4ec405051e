import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { outbox } from "@/db/schema";
import { inTransaction, type Tx } from "@/db/transaction";
import { issueInvoices } from "@/lib/billing/issue-invoices";
import type { InvoiceDraft } from "@/lib/billing/prepare-invoice";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { openCase } from "@/lib/operations/open-case";
import { getSettings } from "@/lib/settings/get-settings";
import type { Settings } from "@/lib/settings/schema";
import { type DueName, dueNames } from "./due-names";
import { renewalLine } from "./renewal-line";
import { renewalTerms, type TermsOf } from "./renewal-terms";

/** `due` names were found, `names` of them are on `invoices` new invoices; `unpriced` ones nobody can name a price for. */
export type RenewalRun = {
  due: number;
  names: number;
  invoices: number;
  unpriced: number;
  batches: number;
  /** What the names cost together, without tax, in the platform's currency. */
  priceMinor: number;
};

/** So many names an invoice run takes in one transaction. */
const batchSize = 5000;

/**
 * Invoices every renewal that is due, a batch a transaction and a handful of statements a batch. Whatever interrupts it,
 * the next run finds what is missing; a second worker beside it adds nothing (N-1, N-2). A dry run only counts.
 */
export async function invoiceDueRenewals(ctx: Ctx, { dryRun = false }: { dryRun?: boolean } = {}): Promise<RenewalRun> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const termsOf = await renewalTerms(settings);
  const run: RenewalRun = { due: 0, names: 0, invoices: 0, unpriced: 0, batches: 0, priceMinor: 0 };
  const window = { now: ctx.clock.now(), leadDays: settings.renewalLeadDays, limit: batchSize };
  for (let after: DueName | null = null; ; ) {
    const from: DueName | null = after;
    const due: DueName[] = dryRun
      ? await dueNames(db(), { ...window, after: from })
      : await inTransaction("invoice-renewals", async (tx) => {
          const names = await dueNames(tx, { ...window, after: from });
          const issued = await issueBatch(tx, ctx, names, termsOf, settings);
          run.invoices += issued.invoices;
          run.names += issued.names;
          return names;
        });
    if (due.length > 0) run.batches += 1;
    run.due += due.length;
    for (const name of due) {
      const line = lineOf(name, termsOf, settings, window.now);
      if (line) run.priceMinor += line.priceMinor;
      else run.unpriced += 1;
    }
    after = due.at(-1) ?? null;
    if (due.length < batchSize) return run;
  }
}

async function issueBatch(
  tx: Tx,
  ctx: Ctx,
  names: readonly DueName[],
  termsOf: TermsOf,
  settings: Settings,
): Promise<{ invoices: number; names: number }> {
  const now = ctx.clock.now();
  const drafts = new Map<string, InvoiceDraft>();
  const unpriced = new Map<string, DueName>();
  for (const name of names) {
    const line = lineOf(name, termsOf, settings, now);
    if (!line) {
      unpriced.set(`${name.registrarAccountId}:${name.tld}`, name);
      continue;
    }
    const key = settings.mergeInvoices ? name.merchantId : name.id;
    const draft = drafts.get(key) ?? draftFor(name, settings, now);
    draft.lines.push(line);
    drafts.set(key, draft);
  }
  for (const [key, { tld, registrarAccountId }] of unpriced) {
    await openCase(tx, ctx, {
      kind: "renewal_unpriced",
      subjectId: key,
      summary: `.${tld} names are to be renewed, and the registrar's price list does not say what that costs. They are not invoiced. Import the price list.`,
      facts: { tld, registrarAccountId },
    });
  }
  const issued = await issueInvoices(tx, ctx, [...drafts.values()]);
  await announce(
    tx,
    ctx,
    issued.map((invoice) => invoice.id),
  );
  return { invoices: issued.length, names: issued.reduce((sum, invoice) => sum + invoice.lines.length, 0) };
}

const lineOf = (name: DueName, termsOf: TermsOf, settings: Settings, now: Date) =>
  renewalLine(name, termsOf(name.registrarAccountId, name.tld), settings, now);

/** The name that runs out first says until when the whole is to be paid. */
function draftFor(first: DueName, settings: Settings, now: Date): InvoiceDraft {
  return {
    merchantId: first.merchantId,
    kind: "renewal",
    lines: [],
    dueAt: first.expiresAt > now ? first.expiresAt : now,
    nextDunningAt: later(now, (settings.dunningSteps[0]?.day ?? 0) * DAY),
  };
}

/** One event an invoice, in one statement. */
async function announce(tx: Tx, ctx: Ctx, invoiceIds: readonly string[]): Promise<void> {
  if (invoiceIds.length === 0) return;
  await tx.execute(sql`
    insert into ${outbox} (event_id, name, data, created_at)
    select 'invoice/issued:' || id, 'invoice/issued', jsonb_build_object('invoiceId', id), ${ctx.clock.now().toISOString()}::timestamptz
    from jsonb_array_elements_text(${JSON.stringify(invoiceIds)}::jsonb) id
    on conflict (event_id) do nothing`);
}
