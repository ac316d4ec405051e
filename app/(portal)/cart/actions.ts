"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import { ensureCartToken } from "@/app/_lib/cart-cookie";
import { addToCart } from "@/lib/orders/add-to-cart";
import { changeCartLine } from "@/lib/orders/change-cart-line";
import { removeFromCart } from "@/lib/orders/remove-from-cart";
import { requoteCart } from "@/lib/orders/requote-cart";

const lineId = z.string().max(80);

export const addName = action(
  {
    input: z.object({
      name: z.string().max(300),
      years: z.number().int().optional(),
      premiumConsent: z.boolean().optional(),
    }),
  },
  async (ctx, input) => addToCart(ctx, { ...input, cartToken: await ensureCartToken() }),
);

export const changeLine = action(
  {
    input: z.object({
      lineId,
      years: z.number().int().optional(),
      autoRenew: z.boolean().optional(),
      privacy: z.boolean().optional(),
      premiumConsent: z.boolean().optional(),
      acceptPrice: z.boolean().optional(),
    }),
  },
  async (ctx, input) => changeCartLine(ctx, { ...input, cartToken: await ensureCartToken() }),
);

export const removeLine = action({ input: z.object({ lineId }) }, async (ctx, input) =>
  removeFromCart(ctx, { ...input, cartToken: await ensureCartToken() }),
);

const requote = action({ input: z.object({}) }, async (ctx) =>
  requoteCart(ctx, { cartToken: await ensureCartToken() }),
);

export async function requoteLines() {
  return requote({});
}
