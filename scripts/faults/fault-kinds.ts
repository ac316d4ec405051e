import { HOUR, MINUTE } from "@/lib/kernel/clock";

/** The kinds of fault that can strike at a point, by what kind of point it is. */
export const faultKinds = [
  "crash",
  "lost_request",
  "lost_reply",
  "error_500",
  "error_500_done",
  "error_429",
  "garbage",
  "duplicate",
  "delay",
  "clock_jump",
  "failed_commit",
  "unknown_commit",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export function kindsAt(point: string): FaultKind[] {
  if (point.startsWith("out:")) {
    const reads: FaultKind[] = point.endsWith(":before")
      ? ["crash", "lost_request", "error_500", "error_429", "duplicate", "delay", "clock_jump"]
      : ["crash", "lost_reply", "error_500_done", "garbage"];
    // Queries are no HTTP: there is no reply to be replaced.
    return point.startsWith("out:dns:query") ? ["crash"] : reads;
  }
  if (point.startsWith("tx:"))
    return point.endsWith(":before-commit") ? ["crash", "failed_commit"] : ["crash", "unknown_commit"];
  return ["crash"];
}

export const delayMs = 3 * MINUTE;
/** Beyond every time-out and near the end of a Visa hold, but within it. */
export const jumpMs = 30 * HOUR;
