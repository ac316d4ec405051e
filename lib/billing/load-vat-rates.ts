import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { saveSettings } from "@/lib/settings/save-settings";
import { standardVatRates } from "./vat-rates";

/** Puts the standard rates into the settings; rates of other countries stay. How many changed. */
export async function loadVatRates(ctx: Ctx): Promise<number> {
  requireAdmin(ctx);
  const { taxRates } = await getSettings();
  const changed = Object.entries(standardVatRates).filter(([country, rate]) => taxRates[country] !== rate);
  if (changed.length > 0) await saveSettings(ctx, { taxRates: { ...taxRates, ...Object.fromEntries(changed) } });
  return changed.length;
}
