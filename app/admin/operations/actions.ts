"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { closeCase } from "@/lib/admin/cases";

export const closeOpenCase = action(
  {
    input: z.object({ caseId: z.string().min(1).max(80), resolution: z.string().max(500, "At most 500 characters.") }),
  },
  async (ctx, input) => {
    await closeCase(ctx, input);
    refresh();
    return { message: "Closed, with what was done." };
  },
);
