"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { changePassword, changePasswordSchema } from "@/lib/identity/change-password";
import { revokeOtherSessions } from "@/lib/identity/revoke-other-sessions";
import { revokeSession } from "@/lib/identity/revoke-session";

export const changePasswordAction = action({ input: changePasswordSchema }, async (ctx, input, { session }) => {
  const signedOut = await changePassword(ctx, { ...input, keepSessionId: session?.sessionId ?? "" });
  revalidatePath("/settings/security");
  return { signedOut };
});

export const revokeSessionAction = action(
  { input: z.object({ sessionId: z.string().max(60) }) },
  async (ctx, input) => {
    await revokeSession(ctx, input);
    revalidatePath("/settings/security");
  },
);

export const revokeOtherSessionsAction = action({ input: z.unknown() }, async (ctx, _, { session }) => {
  const signedOut = await revokeOtherSessions(ctx, { keepSessionId: session?.sessionId ?? "" });
  revalidatePath("/settings/security");
  return { signedOut };
});
