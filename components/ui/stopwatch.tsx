"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "./format-moment";

/**
 * How long something has been going on, ticking while `endedAt` is null. `now` is the server's clock when the page was
 * made, so that a wrong clock in the browser does not show.
 */
export function Stopwatch({ startedAt, endedAt, now }: { startedAt: string; endedAt: string | null; now: string }) {
  const [elapsed, setElapsed] = useState(() => Date.parse(endedAt ?? now) - Date.parse(startedAt));
  useEffect(() => {
    if (endedAt) {
      setElapsed(Date.parse(endedAt) - Date.parse(startedAt));
      return;
    }
    const ahead = Date.now() - Date.parse(now);
    const tick = () => setElapsed(Date.now() - ahead - Date.parse(startedAt));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [startedAt, endedAt, now]);
  return <span className="figures whitespace-nowrap">{formatDuration(elapsed)}</span>;
}
