/** Where the smooth edge of a band passes, halfway between two months: flat at each month, turning between them. */
function edge(points: { x: number; y: number }[]): string {
  return points
    .map(({ x, y }, at) => {
      const before = points[at - 1];
      if (!before) return `${x} ${round(y)}`;
      const middle = (before.x + x) / 2;
      return `C${middle} ${round(before.y)} ${middle} ${round(y)} ${x} ${round(y)}`;
    })
    .join(" ");
}

const round = (value: number) => Math.round(value * 10) / 10;

/**
 * The nth layer of the river as a path: layers lie on each other around the middle line, each as thick as its share of the
 * widest month.
 */
export function bandPath(
  sums: readonly (readonly number[])[],
  layer: number,
  widest: number,
  { height, step }: { height: number; step: number },
): string {
  const points = sums.map((month, nth) => {
    const total = month.reduce((sum, part) => sum + part, 0);
    const below = month.slice(0, layer).reduce((sum, part) => sum + part, 0);
    const scale = (height * 0.92) / Math.max(1, widest);
    const top = height / 2 - (total * scale) / 2 + below * scale;
    return { x: (nth + 0.5) * step, top, bottom: top + (month[layer] ?? 0) * scale };
  });
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "";
  // The river comes from before the first month and goes on after the last.
  const ends = [{ ...first, x: 0 }, ...points, { ...last, x: sums.length * step }];
  const above = edge(ends.map(({ x, top }) => ({ x, y: top })));
  const under = edge(ends.map(({ x, bottom }) => ({ x, y: bottom })).reverse());
  return `M${above} L${under} Z`;
}
