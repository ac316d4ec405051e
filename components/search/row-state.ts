import type { SearchRow, SearchState } from "@/lib/search/views";

/** The row's state as this cart makes it: what is in the cart says so, what was taken out of it is free again. */
export function stateInCart(row: SearchRow, inCart: ReadonlySet<string>): SearchState {
  if (inCart.has(row.name)) return "in_cart";
  if (row.state !== "in_cart") return row.state;
  return row.restriction ? "restricted" : "available";
}
