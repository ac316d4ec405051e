import { round3 } from "./round3";

/** Least squares on logarithms: 1 grows as fast, 0 is flat. */
export function exponent(points: readonly { x: number; y: number }[]): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (key: "x" | "y") => logs.reduce((sum, point) => sum + point[key], 0) / logs.length;
  const [mx, my] = [mean("x"), mean("y")];
  const over = logs.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0);
  return round3(over / logs.reduce((sum, { x }) => sum + (x - mx) ** 2, 0));
}
