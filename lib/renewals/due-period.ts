import type { Settings } from "@/lib/settings/schema";

/**
 * The newest period whose hour has come, by the operator's clock: a day (`2026-11-20`) or, on the monthly schedule, a
 * month (`2026-11`, from the 1st on). A run of it that exists keeps a second one away; one that was missed is caught up
 * whenever somebody asks next, because what is due is found by expiry and never by today's date (N-1, X-1).
 */
export function duePeriod(settings: Pick<Settings, "renewalSchedule" | "renewalHour" | "timeZone">, now: Date): string {
  const local = localTime(now, settings.timeZone);
  if (settings.renewalSchedule === "daily") {
    const day = new Date(
      Date.UTC(local.year, local.month - 1, local.day - (local.hour < settings.renewalHour ? 1 : 0)),
    );
    return day.toISOString().slice(0, 10);
  }
  const early = local.day === 1 && local.hour < settings.renewalHour;
  return new Date(Date.UTC(local.year, local.month - 1 - (early ? 1 : 0), 1)).toISOString().slice(0, 7);
}

function localTime(now: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    hourCycle: "h23",
  }).formatToParts(now);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return { year: read("year"), month: read("month"), day: read("day"), hour: read("hour") };
}
