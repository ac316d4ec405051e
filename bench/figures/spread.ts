import { median } from "./median";
import { quantile } from "./quantile";

/** How far the middle half lies apart, as a share of the median: what tells a quiet machine from a noisy one. */
export const spread = (values: readonly number[]): number =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
