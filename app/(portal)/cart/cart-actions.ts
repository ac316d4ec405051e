import type { CartActions } from "@/components/cart/cart-context";
import { addName, changeLine, removeLine, requoteLines } from "./actions";

/** The cart's verbs as the screens that show a cart take them. */
export const cartActions: CartActions = {
  add: addName,
  change: changeLine,
  remove: removeLine,
  requote: requoteLines,
};
