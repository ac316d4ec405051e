import { inArray, sql } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { exposedNames } from "./exposed-names";
import { forecast } from "./forecast";
import { exposureBasis } from "./forecast-exposure";
import { switchAutoRenew } from "./keep-auto-renew";

/** `failed` names are still on: their registrar did not answer, or does not obey. The next hour tries again. */
export type SwitchedOff = { switchedOff: number; failed: number; savedMinor: number; currency: string };

/**
 * Keeps registrars from renewing by themselves what they would take on one day of the forecast (L-7). Each name gets the
 * policy "off" of its own, so that nothing switches it on again; its merchant may still pay and have it renewed.
 */
export async function switchDayOff(
  ctx: Ctx,
  { day, domainId }: { day: string; domainId?: string },
): Promise<SwitchedOff> {
  requireAdmin(ctx);
  const { names, rules, currency } = await exposureBasis(ctx);
  const ofDay = forecast(names, { ...rules, now: new Date(rules.now) }).days.find((one) => one.day === day);
  const ids = (ofDay?.names ?? []).flatMap((name) =>
    !name.paid && (domainId === undefined || name.domainId === domainId) ? [name.domainId] : [],
  );
  if (ids.length === 0)
    throw new AppError("conflict", "Nothing of that day renews by itself any more. Nothing was changed.");
  await inTransaction("switch-day-off", async (tx) => {
    await tx
      .update(domains)
      .set({ registrarAutoRenewPolicy: "off", updatedAt: ctx.clock.now() })
      .where(inArray(domains.id, ids));
    await audit(tx, ctx, {
      action: "exposure.switched_off",
      subject: { kind: "day", id: day },
      after: { names: ids.length, domainIds: ids },
    });
  });
  const settings = await getSettings();
  const among = sql`d.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) and d.registrar_auto_renew`;
  const done: SwitchedOff = { switchedOff: 0, failed: 0, savedMinor: 0, currency };
  for (const name of await exposedNames(settings, ctx.clock.now(), among)) {
    try {
      if (await switchAutoRenew(ctx, name, false)) {
        done.switchedOff += 1;
        done.savedMinor += name.costMinor ?? 0;
      } else done.failed += 1;
    } catch (error) {
      if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
      done.failed += 1;
    }
  }
  return done;
}
