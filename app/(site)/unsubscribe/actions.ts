"use server";

import { z } from "zod";
import { action } from "@/app/_lib/action";
import { unsubscribe } from "@/lib/notices/unsubscribe";

export const unsubscribeAction = action({ input: z.object({ token: z.string().max(200) }) }, (ctx, input) =>
  unsubscribe(ctx, input),
);
