import { quantile } from "./quantile";

/** The upper middle one where there are two; NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
