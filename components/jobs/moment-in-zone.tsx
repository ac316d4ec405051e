import { formatClock, formatDay } from "@/components/ui/format-moment";

/** A moment on the operator's clock: the one that schedules go by. */
export function MomentInZone({ iso, timeZone }: { iso: string; timeZone: string }) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(iso));
  return (
    <time dateTime={iso} title={`${iso} · shown in ${timeZone}`} className="figures whitespace-nowrap">
      {formatDay(`${day}T00:00:00Z`)}, {formatClock(iso, { timeZone })}
    </time>
  );
}
