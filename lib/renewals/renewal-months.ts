import type { RenewalMonth, RenewalRowView } from "./views";

/** The river's twelve months, this one first: each name a drop in the month of its end, late ones in this. */
export function renewalMonths(rows: readonly RenewalRowView[], now: Date): RenewalMonth[] {
  const months = Array.from({ length: 12 }, (_, nth): RenewalMonth => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + nth, 1)).toISOString().slice(0, 7);
    return { month, sureMinor: 0, waitingMinor: 0, endingMinor: 0, drops: [] };
  });
  const first = months[0]!.month;
  for (const row of rows) {
    const key = row.expiresAt.slice(0, 7);
    const month = months.find(({ month }) => month === (key < first ? first : key));
    if (!month || row.amountMinor === null) continue;
    const tone = row.section === "ending" ? "ending" : row.section === "coming" || row.underWay ? "sure" : "waiting";
    month[`${tone}Minor`] += row.amountMinor;
    month.drops.push({ domainId: row.domainId, nameAscii: row.nameAscii, amountMinor: row.amountMinor, tone });
  }
  return months;
}
