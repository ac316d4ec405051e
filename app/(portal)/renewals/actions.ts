"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { payTogether } from "@/lib/renewals/pay-together";
import { renewNow } from "@/lib/renewals/renew-now";
import { setAutoRenew } from "@/lib/renewals/set-auto-renew";

const domainId = z.string().max(80);

export const renewTicked = action(
  { input: z.object({ domainId: z.array(domainId).max(500).prefault([]) }) },
  async (ctx, input) => {
    const { payUrl } = await payTogether(ctx, { domainIds: input.domainId });
    redirect(payUrl as Route);
  },
);

export const renewOne = action(
  { input: z.object({ domainId, years: z.coerce.number().int().min(1, "Choose a term.").max(10, "Choose a term.") }) },
  async (ctx, input) => {
    const { payUrl } = await renewNow(ctx, input);
    redirect(payUrl as Route);
  },
);

export const keepOrLetGo = action({ input: z.object({ domainId, on: z.enum(["yes", "no"]) }) }, async (ctx, input) => {
  const { message, on } = await setAutoRenew(ctx, { domainId: input.domainId, on: input.on === "yes" });
  refresh();
  return { message, tone: on ? ("ok" as const) : ("attention" as const) };
});
