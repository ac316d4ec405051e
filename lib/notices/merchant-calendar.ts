import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { domains, invoiceLines, invoices, merchants } from "@/db/schema";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { notFound } from "@/lib/kernel/errors";
import { formatMoney } from "@/lib/kernel/money";
import { getSettings } from "@/lib/settings/get-settings";
import { calendarHashOf } from "./calendar-hash";
import { type CalendarEntry, ical } from "./ical";

/** Calendar programs choke on more. */
const mostEntries = 5000;

/**
 * The calendar behind a secret address: the day each name runs out, and the day each open invoice is due. Throws not_found
 * for any other address.
 */
export async function merchantCalendar(secret: string): Promise<string> {
  const [merchant] = /^[\w-]{32}$/.test(secret)
    ? await db()
        .select({ id: merchants.id, name: merchants.name })
        .from(merchants)
        .where(eq(merchants.calendarHash, calendarHashOf(secret)))
    : [];
  if (!merchant) throw notFound("calendar");
  const [names, owed, settings] = await Promise.all([namesOf(merchant.id), invoicesOf(merchant.id), getSettings()]);
  const entries = [...names.map(expiryEntry), ...owed.map(invoiceEntry)];
  return ical(`${merchant.name}: ${settings.platformName}`, entries);
}

const namesOf = (merchantId: string) =>
  db()
    .select()
    .from(domains)
    .where(
      and(
        eq(domains.merchantId, merchantId),
        inArray(domains.registration, ["active", "expired", "redemption"]),
        isNotNull(domains.expiresAt),
      ),
    )
    .orderBy(asc(domains.expiresAt), asc(domains.id))
    .limit(mostEntries);

function expiryEntry(domain: Awaited<ReturnType<typeof namesOf>>[number]): CalendarEntry {
  const shown = displayName(domain.nameAscii);
  const price =
    domain.renewPriceMinor !== null && domain.currency
      ? ` A year costs ${formatMoney(domain.renewPriceMinor, domain.currency)} without tax.`
      : "";
  return {
    uid: `expiry-${domain.id}@${new URL(appUrl()).hostname}`,
    changedAt: domain.updatedAt,
    day: domain.expiresAt!,
    title: domain.autoRenew ? `${shown} renews by this day` : `${shown} runs out`,
    text: domain.autoRenew
      ? `It renews by itself once its invoice is paid.${price}`
      : `It is set to run out. Renew it before this day to keep it.${price}`,
    url: `${appUrl()}/domains/${domain.id}`,
    alarmDays: domain.autoRenew ? [] : [14, 1],
  };
}

const invoicesOf = (merchantId: string) =>
  db()
    .select({
      id: invoices.id,
      number: invoices.number,
      dueAt: invoices.dueAt,
      issuedAt: invoices.issuedAt,
      totalMinor: invoices.totalMinor,
      currency: invoices.currency,
      names: sql<string[]>`array_agg(${invoiceLines.nameAscii} order by ${invoiceLines.position})`,
    })
    .from(invoices)
    .innerJoin(invoiceLines, eq(invoiceLines.invoiceId, invoices.id))
    .where(and(eq(invoices.merchantId, merchantId), eq(invoices.state, "open")))
    .groupBy(invoices.id)
    .orderBy(asc(invoices.dueAt))
    .limit(mostEntries);

function invoiceEntry(invoice: Awaited<ReturnType<typeof invoicesOf>>[number]): CalendarEntry {
  const amount = formatMoney(invoice.totalMinor, invoice.currency);
  const names = invoice.names.map(displayName);
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return {
    uid: `invoice-${invoice.id}@${new URL(appUrl()).hostname}`,
    changedAt: invoice.issuedAt,
    day: invoice.dueAt,
    title: `Invoice ${invoice.number} is due: ${amount}`,
    text: `For ${names.slice(0, 5).join(", ")}${more}.`,
    url: `${appUrl()}/invoices/${invoice.id}`,
    alarmDays: [3],
  };
}
