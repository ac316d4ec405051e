"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { checkVerification } from "@/lib/notices/check-verification";
import { resendVerification } from "@/lib/notices/resend-verification";

const input = z.object({ domainId: z.string().max(60) });

export const resendVerificationAction = action({ input }, async (ctx, given) => {
  const answer = await resendVerification(ctx, given);
  if (answer.verified) revalidatePath(`/domains/${given.domainId}`);
  return answer;
});

export const checkVerificationAction = action({ input }, async (ctx, given) => {
  const answer = await checkVerification(ctx, given);
  if (answer.verified) revalidatePath(`/domains/${given.domainId}`);
  return answer;
});
