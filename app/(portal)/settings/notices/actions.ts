"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_lib/action";
import { resetCalendar } from "@/lib/notices/reset-calendar";
import { preferencesSchema, savePreferences } from "@/lib/notices/save-preferences";
import { stopCalendar } from "@/lib/notices/stop-calendar";

export const savePreferencesAction = action({ input: preferencesSchema }, async (ctx, input) => {
  await savePreferences(ctx, input);
  revalidatePath("/settings/notices");
});

export const resetCalendarAction = action({ input: z.unknown() }, async (ctx) => {
  const made = await resetCalendar(ctx);
  revalidatePath("/settings/notices");
  return made;
});

export const stopCalendarAction = action({ input: z.unknown() }, async (ctx) => {
  await stopCalendar(ctx);
  revalidatePath("/settings/notices");
});
