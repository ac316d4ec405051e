const longDate = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** `14 February 2027`, the day in UTC: registries count in UTC. */
export function dayInWords(moment: Date): string {
  return longDate.format(moment);
}

/** `in 30 days`, `tomorrow`, `today`, `3 days ago`: days of UTC from now. */
export function distanceInWords(moment: Date, now: Date): string {
  const day = (date: Date) => Math.floor(date.getTime() / 86_400_000);
  const days = day(moment) - day(now);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
