"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_lib/action";
import { profileSchema, saveProfile } from "@/lib/identity/save-profile";

export const saveProfileAction = action({ input: profileSchema }, async (ctx, input) => {
  await saveProfile(ctx, { ...input, country: input.country === null ? "" : input.country });
  revalidatePath("/", "layout");
});
