import { median } from "./median";

/** The median of what each round's own two measurements say, so that a slow minute of the machine weighs on both. */
export const medianRatio = (over: readonly number[], under: readonly number[]): number =>
  median(over.map((value, round) => value / (under[round] ?? 1)));
