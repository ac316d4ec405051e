import { settings } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { type Settings, settingsSchema } from "@/lib/settings/schema";

/** The settings as a transaction sees them, on its own connection: asking for a second one could wait for ourselves. */
export async function settingsIn(tx: Tx): Promise<Settings> {
  const rows = await tx.select({ key: settings.key, value: settings.value }).from(settings);
  return settingsSchema.parse(Object.fromEntries(rows.map((row) => [row.key, row.value])));
}
