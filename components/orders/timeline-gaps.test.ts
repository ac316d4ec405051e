import { expect, it } from "vitest";
import type { FactView } from "@/lib/orders/views";
import { timelineGaps } from "./timeline-gaps";

function fact(id: number, at: string): FactView {
  return { id, at, side: "money", fact: "held", sentence: "Held.", itemId: null, evidence: [] };
}

it("puts facts in the order they happened and measures between them", () => {
  const entries = timelineGaps([
    fact(3, "2026-11-20T12:00:12.400Z"),
    fact(1, "2026-11-20T12:00:00.000Z"),
    fact(2, "2026-11-20T12:00:00.400Z"),
    fact(4, "2026-11-21T00:00:00.000Z"),
  ]);
  expect(entries.map((entry) => entry.id)).toEqual([1, 2, 3, 4]);
  expect(entries.map((entry) => entry.gapMs)).toEqual([null, null, 12_000, 43_187_600]);
  expect(entries.map((entry) => entry.newDay)).toEqual([true, false, false, true]);
});

it("keeps facts of one moment in the order they were written", () => {
  const at = "2026-11-20T12:00:00Z";
  expect(timelineGaps([fact(9, at), fact(7, at), fact(8, at)]).map((entry) => entry.id)).toEqual([7, 8, 9]);
});
