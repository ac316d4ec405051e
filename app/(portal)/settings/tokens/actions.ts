"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { createToken, createTokenSchema } from "@/lib/api/create-token";
import { revokeToken } from "@/lib/api/revoke-token";

export const createTokenAction = action({ input: createTokenSchema }, async (ctx, input) => {
  const { secret } = await createToken(ctx, input);
  revalidatePath("/settings/tokens");
  return { name: input.name, secret };
});

export const revokeTokenAction = action({ input: z.object({ tokenId: z.string().max(60) }) }, async (ctx, input) => {
  await revokeToken(ctx, input);
  revalidatePath("/settings/tokens");
});
