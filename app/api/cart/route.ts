import { z } from "zod";
import { readCartToken } from "@/app/_lib/cart-cookie";
import { route } from "@/app/_lib/route";
import { getCart } from "@/lib/orders/get-cart";

export const GET = route({ input: z.object({}) }, async (ctx) => getCart(ctx, { cartToken: await readCartToken() }));
