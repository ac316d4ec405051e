const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayMs = 86_400_000;

/** `14 Feb 2027`, the day in UTC: registries count in UTC. */
export function formatDay(iso: string): string {
  const date = new Date(iso);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `15:42` or `15:42:07` in a time zone, by default UTC. */
export function formatClock(iso: string, options: { seconds?: boolean; timeZone?: string } = {}): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: options.seconds ? "2-digit" : undefined,
    timeZone: options.timeZone ?? "UTC",
  }).format(new Date(iso));
}

/** `in 86 days`, `today`, `3 days ago`: whole days of UTC between now and the moment. */
export function formatDistance(iso: string, now: string): string {
  const startOfDay = (moment: string) => Math.floor(new Date(moment).getTime() / dayMs);
  const days = startOfDay(iso) - startOfDay(now);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** How long something took or has been going on: `0.4 s`, `12 s`, `2 min 05 s`, `3 h 12 min`, `4 days`. */
export function formatDuration(ms: number): string {
  const span = Math.max(0, ms);
  if (span < 9950) return `${(span / 1000).toFixed(1)} s`;
  const seconds = Math.round(span / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** How old a fact is: `just now`, `3 min ago`, `2 h ago`, `5 days ago`. */
export function formatAge(iso: string, now: string): string {
  const minutes = Math.floor((new Date(now).getTime() - new Date(iso).getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}
