"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { compareWithRegistrar } from "@/lib/admin/compare-with-registrar";
import { giveBackName } from "@/lib/domains/give-back-name";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { judgeOrder } from "@/lib/orders/judge-order";
import { resolveItem } from "@/lib/orders/resolve-item";

const id = z.string().min(1).max(80);

const verdicts = {
  flag: "Flagged. Nothing more is asked of a registrar until it is decided.",
  pass: "Passed. The order goes on.",
  refuse: "Refused. What was not bought ends, and its money is let go.",
};

export const judge = action(
  {
    input: z.object({
      orderId: id,
      verdict: z.enum(["flag", "pass", "refuse"]),
      note: z.string().trim().max(500, "At most 500 characters.").default(""),
    }),
  },
  async (ctx, input) => {
    await judgeOrder(ctx, input);
    refresh();
    return { message: verdicts[input.verdict] };
  },
);

export const cancelAnyOrder = action({ input: z.object({ orderId: id }) }, async (ctx, input) => {
  await cancelOrder(ctx, input);
  refresh();
  return { message: "Cancelled as far as it still could be. The timeline says what that was." };
});

export const resolve = action(
  { input: z.object({ itemId: id, way: z.enum(["check", "adopt", "void"]) }) },
  async (ctx, input) => {
    const said = await resolveItem(ctx, input);
    refresh();
    return said;
  },
);

export const giveBack = action({ input: z.object({ itemId: id }) }, async (ctx, input) => {
  await giveBackName(ctx, input);
  refresh();
  return {
    message: "Its registry is asked to take it back. What the merchant paid is refunded on the invoice's page.",
  };
});

export const compare = action({ input: z.object({ domainId: id }) }, compareWithRegistrar);
