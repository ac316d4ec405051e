"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import { putLockBack } from "@/lib/transfers/put-lock-back";
import { readLock } from "@/lib/transfers/read-lock";
import { requestUnlock } from "@/lib/transfers/request-unlock";
import { revealAuthCode } from "@/lib/transfers/reveal-auth-code";

const input = z.object({ domainId: z.string().max(80) });

export const unlock = action({ input }, (ctx, { domainId }) => requestUnlock(ctx, { domainId }));

export const relock = action({ input }, (ctx, { domainId }) => putLockBack(ctx, { domainId }));

export const lookAtLock = action({ input }, (ctx, { domainId }) => readLock(ctx, { domainId }));

export const showAuthCode = action(
  { input: input.extend({ password: z.string().min(1, "Give your password.").max(200) }) },
  (ctx, { domainId, password }) => revealAuthCode(ctx, { domainId, password }),
);
