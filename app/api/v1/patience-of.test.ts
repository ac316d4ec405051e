import { expect, it } from "vitest";
import { patienceOf } from "./patience-of";

it.each<[string | null, number]>([
  [null, 8000],
  ["", 8000],
  ["return=minimal", 8000],
  ["respond-async", 0],
  ["Wait=20", 20_000],
  ["wait=0", 0],
  ["return=minimal, wait=5", 5000],
  ["wait=9999", 30_000],
  ["wait=-1", 8000],
  ["wait=1e9", 8000],
  ["respond-async, wait=10", 0],
])("Prefer: %s is a patience of %i ms", (prefer, ms) => {
  expect(patienceOf(prefer)).toBe(ms);
});
