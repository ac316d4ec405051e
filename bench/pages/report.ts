import { median } from "../figures/median";
import { round3 } from "../figures/round3";
import { spread } from "../figures/spread";
import type { Load } from "./load-page";

/** One page in one round, and the bare page right beside it. */
export type Pair = { page: string; ours: { cold: Load; warm: Load }; floor: { cold: Load; warm: Load } };

export type PageFigures = ReturnType<typeof figuresOf>;

function figuresOf(page: string, pairs: Pair[]) {
  const over = (value: (load: Pair["ours"]) => number) => ({
    ours: median(pairs.map(({ ours }) => value(ours))),
    ratio: median(pairs.map(({ ours, floor }) => value(ours) / value(floor))),
  });
  return {
    page,
    scripts: over(({ cold }) => cold.scriptBytes),
    html: over(({ cold }) => cold.htmlBytes),
    coldPaint: over(({ cold }) => cold.firstPaintMs),
    warmPaint: over(({ warm }) => warm.firstPaintMs),
    largestPaint: over(({ cold }) => cold.largestPaintMs),
    layoutShift: Math.max(...pairs.flatMap(({ ours }) => [ours.cold.layoutShift, ours.warm.layoutShift])),
  };
}

export function summarise(pairs: Pair[]) {
  const pages = [...new Set(pairs.map(({ page }) => page))].map((page) =>
    figuresOf(
      page,
      pairs.filter((pair) => pair.page === page),
    ),
  );
  return {
    pages,
    ratios: {
      jsToBareNext: round3(Math.max(...pages.map(({ scripts }) => scripts.ratio))),
      paintToBareNext: round3(median(pages.map(({ coldPaint }) => coldPaint.ratio))),
    },
    floorSpread: spread(pairs.map(({ floor }) => floor.cold.firstPaintMs)),
  };
}

/** For a person; the program reads the last line. */
export function tableOf(pages: PageFigures[], pairs: Pair[]): string {
  const bare = figuresOf(
    "bare Next",
    pairs.map(({ floor }) => ({ page: "", ours: floor, floor })),
  );
  const head = ["page", "js kB", "×", "html kB", "paint cold", "×", "warm", "×", "LCP", "×", "shift"];
  const rows = [bare, ...pages].map((it) => [
    it.page,
    (it.scripts.ours / 1000).toFixed(1),
    it.scripts.ratio.toFixed(2),
    (it.html.ours / 1000).toFixed(1),
    it.coldPaint.ours.toFixed(0),
    it.coldPaint.ratio.toFixed(2),
    it.warmPaint.ours.toFixed(0),
    it.warmPaint.ratio.toFixed(2),
    it.largestPaint.ours.toFixed(0),
    it.largestPaint.ratio.toFixed(2),
    it.layoutShift.toFixed(3),
  ]);
  return [head, ...rows]
    .map((row) => row.map((cell, i) => (i ? cell.padStart(10) : cell.padEnd(10))).join(""))
    .join("\n");
}
