"use server";

import { refresh } from "next/cache";
import { action } from "@/app/_lib/action";
import { saveSettings } from "@/lib/settings/save-settings";
import { settingsInput } from "./settings-input";

export const saveAllSettings = action({ input: settingsInput }, async (ctx, input) => {
  await saveSettings(ctx, input);
  refresh();
  return { message: "Saved. Quotes already given keep their price." };
});
