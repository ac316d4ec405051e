import type { CatalogueEntry } from "./catalogue-entry";

/** What a year costs after a name's end, within its grace: the renewal with the late fee. Null where it is not sold, or has no grace. */
export function lateRenewal({
  prices,
  graceDays,
  graceFeeMinor,
}: Pick<CatalogueEntry, "prices" | "graceDays" | "graceFeeMinor">) {
  return prices && graceDays > 0 ? prices.renewMinor + graceFeeMinor : null;
}
