"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { billingSchema, readVatId, saveBilling } from "@/lib/billing/billing-details";
import { openCardPage, preferCard, removeCard } from "@/lib/billing/saved-cards";
import { requireMerchant, requireWriter } from "@/lib/kernel/context";
import { ensureCustomer } from "@/lib/orders/ensure-customer";

const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

export const saveBillingAction = action(
  { input: billingSchema.extend({ creditAutoApply: ticked }) },
  async (ctx, input) => {
    const { tax } = await saveBilling(ctx, input);
    revalidatePath("/settings/billing");
    return { tax };
  },
);

export const readVatIdAction = action(
  { input: z.object({ vatId: z.string().max(400), country: z.string().max(2) }), limit: "read" },
  async (ctx, { vatId, country }) => {
    requireMerchant(ctx);
    return readVatId(vatId, country);
  },
);

const card = z.object({ cardId: z.string().max(120) });

export const addCardAction = action({ input: z.object({}) }, async (ctx) => {
  const customerId = await ensureCustomer(ctx, requireWriter(ctx));
  redirect((await openCardPage(ctx, { customerId })) as Route);
});

export const removeCardAction = action({ input: card }, async (ctx, input) => {
  await removeCard(ctx, input);
  revalidatePath("/settings/billing");
  return { message: "Removed. It will not be charged again." };
});

export const preferCardAction = action({ input: card }, async (ctx, input) => {
  await preferCard(ctx, input);
  revalidatePath("/settings/billing");
  return { message: "Renewals ask this card first." };
});
