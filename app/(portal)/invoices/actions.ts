"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { payInvoice } from "@/lib/orders/pay-invoice";

export const pay = action({ input: z.object({ invoiceId: z.string().max(80) }) }, async (ctx, input) => {
  const { payUrl } = await payInvoice(ctx, input);
  redirect(payUrl as Route);
});
