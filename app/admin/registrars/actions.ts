"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { activateAccount } from "@/lib/accounts/activate-account";
import { checkAccount } from "@/lib/accounts/check-account";

const input = z.object({ accountId: z.string().min(1).max(80) });

export const activate = action({ input }, async (ctx, { accountId }) => {
  await activateAccount(ctx, { accountId });
  refresh();
  return { message: "New names are bought here from now on." };
});

export const testConnection = action({ input }, async (ctx, { accountId }) => {
  const { ok, message } = await checkAccount(ctx, { accountId });
  refresh();
  return { message, tone: ok ? ("ok" as const) : ("danger" as const) };
});
