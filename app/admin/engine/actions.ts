"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { runCronNow } from "@/inngest/embedded/queries";
import { engineRuns } from "@/lib/admin/engine-runs";
import { AppError } from "@/lib/kernel/errors";

/** Makes a function's next tick now; what it does is the same as at its time. */
export const runFunctionNow = action(
  { input: z.object({ functionId: z.string().min(1).max(200) }) },
  async (ctx, input) => {
    const due = await engineRuns(ctx, (sql) => runCronNow(sql, input.functionId, ctx.clock.now()));
    if (!due)
      throw new AppError("conflict", "It is due this moment already, or it has no schedule. Nothing was changed.");
    refresh();
    return { message: "It is due now. Its run appears below in a moment." };
  },
);
