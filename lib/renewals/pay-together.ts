import { inArray } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { issueInvoice } from "@/lib/billing/issue-invoices";
import type { LineDraft } from "@/lib/billing/prepare-invoice";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError, notFound } from "@/lib/kernel/errors";
import { payInvoice } from "@/lib/orders/pay-invoice";
import { getSettings } from "@/lib/settings/get-settings";
import { closeOwnPages } from "./close-own-pages";
import { type PayAnswer, renewNow } from "./renew-now";
import { renewalLine } from "./renewal-line";
import { phaseOf } from "./renewal-quote";
import { renewalRow } from "./renewal-row";
import { renewalTerms } from "./renewal-terms";
import { withdrawRenewal } from "./withdraw-renewal";

/** So many names one payment may renew. */
const most = 200;

/** Renews several names by one payment: their open invoices give way to one. Names in redemption are restored one by one. */
export async function payTogether(ctx: Ctx, { domainIds }: { domainIds: readonly string[] }): Promise<PayAnswer> {
  const merchantId = requireWriter(ctx);
  const ids = [...new Set(domainIds)];
  const [only] = ids;
  if (!only) throw new AppError("invalid", "Choose at least one name. Nothing was charged.");
  if (ids.length > most)
    throw new AppError("invalid", `One payment renews up to ${most} names. Nothing was charged. Choose fewer.`);
  if (ids.length === 1) return renewNow(ctx, { domainId: only });
  const settings = await getSettings();
  const termsOf = await renewalTerms(settings);
  await closeOwnPages(ctx, merchantId, ids);
  const invoiceId = await inTransaction("pay-together", async (tx) => {
    const now = ctx.clock.now();
    await tx.select({ id: domains.id }).from(domains).where(inArray(domains.id, ids)).orderBy(domains.id).for("update");
    const lines: LineDraft[] = [];
    let firstEnd = later(now, 3650 * DAY);
    for (const id of ids) {
      const row = await renewalRow(tx, id);
      if (row?.merchantId !== merchantId) throw notFound("domain");
      const shown = displayName(row.nameAscii);
      if (
        !["active", "expired"].includes(row.registration) ||
        phaseOf(row.registration, row.expiresAt, now) === "redemption"
      )
        throw new AppError(
          "conflict",
          `${shown} cannot be renewed with others. Nothing was charged. Open it on its own.`,
        );
      const line = renewalLine(row, termsOf(row.registrarAccountId, row.tld), settings, now);
      if (!line)
        throw new AppError("conflict", `The price of ${shown} is not known. Nothing was charged. Leave it out.`);
      lines.push(line);
      if (row.expiresAt < firstEnd) firstEnd = row.expiresAt;
    }
    if ((await withdrawRenewal(tx, ctx, { domainIds: ids, reason: "Paid together with other names." })) === "busy")
      throw new AppError(
        "conflict",
        "One of these is being paid for at this moment. Nothing was charged. Leave it out.",
      );
    const invoice = await issueInvoice(tx, ctx, {
      merchantId,
      kind: "renewal",
      lines,
      dueAt: firstEnd > now ? firstEnd : now,
      nextDunningAt: later(now, DAY),
    });
    return invoice.id;
  });
  return { invoiceId, ...(await payInvoice(ctx, { invoiceId })) };
}
