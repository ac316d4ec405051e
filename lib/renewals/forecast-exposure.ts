import { sql } from "drizzle-orm";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { exposedNames, type FlaggedName } from "./exposed-names";
import { type Forecast, type ForecastRules, forecast } from "./forecast";
import { owedByMerchant } from "./owed-by-merchant";

/** Names and rules of the forecast as JSON, so that a screen can draw it again for another window without asking. */
export type ExposureBasis = {
  names: FlaggedName[];
  rules: Omit<ForecastRules, "now"> & { now: string };
  currency: string;
};

/** Beyond this many days nobody acts yet. */
const horizonDays = 120;

/** What registrars renew by themselves within the horizon, as stored; nothing is asked of a registrar. */
export async function exposureBasis(ctx: Ctx): Promise<ExposureBasis> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const now = ctx.clock.now();
  const until = later(now, horizonDays * DAY).toISOString();
  const names = await exposedNames(
    settings,
    now,
    sql`d.registrar_auto_renew and d.expires_at <= ${until}::timestamptz`,
  );
  const { timeZone, graceWindowDays, renewFirstAboveMinor, renewFirstLimitMinor } = settings;
  const owedMinor = await owedByMerchant();
  return {
    names,
    rules: { now: now.toISOString(), timeZone, graceWindowDays, renewFirstAboveMinor, renewFirstLimitMinor, owedMinor },
    currency: settings.currency,
  };
}

/** What registrars will take on which day, by the grace window of the settings or another one (L-7). */
export async function forecastExposure(
  ctx: Ctx,
  { graceWindowDays }: { graceWindowDays?: number } = {},
): Promise<Forecast> {
  const { names, rules } = await exposureBasis(ctx);
  return forecast(names, {
    ...rules,
    now: new Date(rules.now),
    graceWindowDays: graceWindowDays ?? rules.graceWindowDays,
  });
}
