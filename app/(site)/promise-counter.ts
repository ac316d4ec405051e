import { SECOND } from "@/lib/kernel/clock";
import { publicCounter } from "@/lib/reconcile/public-counter";

const freshMs = 30 * SECOND;
let kept: { until: number; counted: ReturnType<typeof publicCounter> } | null = null;

/** The public counter, at most half a minute old: counting walks all orders, and everybody who comes by reads it. */
export function promiseCounter(): ReturnType<typeof publicCounter> {
  const now = performance.now();
  if (kept && now < kept.until) return kept.counted;
  const counted = publicCounter();
  kept = { until: now + freshMs, counted };
  counted.catch(() => {
    kept = null;
  });
  return counted;
}
