import { createHash } from "node:crypto";

/** What is kept of a calendar's secret: enough to find it, not enough to read it. */
export function calendarHashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
