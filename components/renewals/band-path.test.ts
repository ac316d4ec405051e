import { expect, test } from "vitest";
import { bandPath } from "./band-path";

const size = { height: 100, step: 10 };
const ys = (path: string) => [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)(?= [CLZ]|$)/g)].map((match) => Number(match[2]));

test("a layer is as thick as its share of the widest month, and layers meet without a gap", () => {
  const sums = [
    [100, 0],
    [50, 50],
  ];
  const lower = ys(bandPath(sums, 0, 100, size));
  const upper = ys(bandPath(sums, 1, 100, size));
  expect(Math.min(...lower)).toBe(4);
  expect(Math.max(...lower)).toBe(96);
  expect(upper[2]).toBe(50);
  expect(lower.at(-2)).toBe(96);
});

test("no months, or no money in any, draw nothing that is broken", () => {
  expect(bandPath([], 0, 1, size)).toBe("");
  expect(bandPath([[0], [0]], 0, 0, size)).not.toContain("NaN");
});
