import { db } from "@/db/client";
import { settings } from "@/db/schema";
import { type Settings, settingsSchema } from "./schema";

/** All settings with defaults filled in. One statement over a handful of rows; not cached, so a change rules at once. */
export async function getSettings(): Promise<Settings> {
  const rows = await db().select({ key: settings.key, value: settings.value }).from(settings);
  return settingsSchema.parse(Object.fromEntries(rows.map((row) => [row.key, row.value])));
}
