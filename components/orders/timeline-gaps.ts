import type { FactView } from "@/lib/orders/views";

export type TimelineEntry = FactView & {
  /** Time since the fact before; null for the first and below a second. */
  gapMs: number | null;
  /** True where the day differs from the fact before. */
  newDay: boolean;
};

/** Facts in the order they happened, each with the time since the one before. */
export function timelineGaps(facts: readonly FactView[]): TimelineEntry[] {
  const sorted = [...facts].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
  return sorted.map((fact, index) => {
    const before = sorted[index - 1];
    const gap = before ? Date.parse(fact.at) - Date.parse(before.at) : null;
    return {
      ...fact,
      gapMs: gap !== null && gap >= 1000 ? gap : null,
      newDay: before === undefined || before.at.slice(0, 10) !== fact.at.slice(0, 10),
    };
  });
}
