import { z } from "zod";
import { route } from "@/app/_lib/route";
import { orderView } from "@/lib/orders/order-view";

export const GET = route({ input: z.object({ orderId: z.string().max(60) }) }, (ctx, { orderId }) =>
  orderView(ctx, orderId),
);
