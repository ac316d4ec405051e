"use client";

import { useSyncExternalStore } from "react";
import { formatClock, formatDay } from "./format-moment";

const never = () => () => {};

/** The time of day where the reader is; until the page has woken up, and without scripts, in UTC and saying so. */
export function TimeOfDay({ iso, seconds = false, day = false }: { iso: string; seconds?: boolean; day?: boolean }) {
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
  const local = zone === "UTC" ? formatClock(iso, { seconds }) : formatClock(iso, { seconds, timeZone: zone });
  return (
    <time
      dateTime={iso}
      title={`${iso.replace("T", " ").replace(/\.\d+Z$/, "Z")}`}
      className="figures whitespace-nowrap"
    >
      {day && `${formatDay(iso)}, `}
      {local}
      {zone === "UTC" && " UTC"}
    </time>
  );
}
