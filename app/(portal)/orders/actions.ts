"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import { retrySetup } from "@/lib/domains/retry-setup";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { correctContact } from "@/lib/orders/correct-contact";

const id = z.string().max(80);

export const cancel = action({ input: z.object({ orderId: id }) }, (ctx, input) => cancelOrder(ctx, input));

export const retryStep = action({ input: z.object({ domainId: id, step: z.string().max(40) }) }, (ctx, input) =>
  retrySetup(ctx, input),
);

export const correct = action({ input: z.looseObject({ orderId: id }) }, (ctx, { orderId, ...contact }) =>
  correctContact(ctx, { orderId, contact }),
);
