"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { needsSpellingCheck } from "@/components/checkout/spelling";
import { displayParts } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";
import { contactInput, contactOf } from "../contacts/contact-of";

const input = z.object({
  ...contactInput,
  cartVersion: z.coerce.number().int(),
  spelledRight: z.string().max(2000).optional(),
});

export const holdAndRegister = action({ input }, async (ctx, { cartVersion, spelledRight, ...contact }) => {
  const cart = await getCart(ctx, { cartToken: null });
  const hard = cart.lines.some((line) => needsSpellingCheck(displayParts(line.nameAscii).label));
  if (hard && !spelledRight) {
    throw new AppError("invalid", "Nothing was charged yet. Read the names once more and tick that they are right.", {
      fields: { spelledRight: "Tick this once you have read the names." },
    });
  }
  const contactId = await contactOf(ctx, contact);
  const { payUrl } = await placeOrder(ctx, { contactId, cartVersion });
  redirect(payUrl as Route);
});
