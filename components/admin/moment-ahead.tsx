import { formatAge, formatDuration } from "@/components/ui/format-moment";

/** `in 3 min 20 s` for what is to come, `2 min ago` for what has been. */
export function MomentAhead({ iso, now }: { iso: string; now: string }) {
  const ahead = Date.parse(iso) - Date.parse(now);
  return (
    <time dateTime={iso} title={iso} className="figures whitespace-nowrap">
      {ahead > 0 ? `in ${formatDuration(ahead)}` : formatAge(iso, now)}
    </time>
  );
}
