import { formatDay, formatDistance } from "./format-moment";

/** `14 Feb 2027 · in 86 days`; without `now` the day alone. */
export function Day({ iso, now }: { iso: string; now?: string }) {
  return (
    <time dateTime={iso} className="figures whitespace-nowrap">
      {formatDay(iso)}
      {now && <span className="text-ink-3"> · {formatDistance(iso, now)}</span>}
    </time>
  );
}
