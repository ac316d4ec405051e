import { and, eq, sql } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { DAY, later } from "@/lib/kernel/clock";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { openCase } from "@/lib/operations/open-case";
import { tell } from "@/lib/operations/tell";
import { getSettings } from "@/lib/settings/get-settings";
import { exposedNames, type FlaggedName } from "./exposed-names";
import { wantedAutoRenew } from "./wanted-auto-renew";

export type Kept = { switchedOff: number; switchedOn: number; failed: number };

/** So many names one hour looks at; the most urgent come first, and the next hour goes on. */
const most = 500;

/**
 * Brings registrars' own renewals to what the policy asks for (X-3, CO-33, PE-37): off where nobody wants or pays the name any
 * more, on where a name is to be protected.
 */
export async function keepAutoRenew(ctx: Ctx): Promise<Kept> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const now = ctx.clock.now();
  const cutOff = { now, graceWindowDays: settings.graceWindowDays };
  const policy = sql`coalesce(d.registrar_auto_renew_policy, a.auto_renew_policy)`;
  const off = later(now, 120 * DAY).toISOString();
  // Off where it should be on matters too; names that may be on and are need a look only near their end.
  const names = await exposedNames(
    settings,
    now,
    sql`((d.registrar_auto_renew and (${policy} = 'off' or not d.auto_renew or d.merchant_id is null or d.expires_at <= ${off}::timestamptz))
      or (d.registrar_auto_renew = false and ${policy} <> 'off' and d.auto_renew and d.merchant_id is not null))`,
  );
  const wrong = names.filter((name) => name.isOn !== wantedAutoRenew(name, cutOff)).slice(0, most);
  const kept: Kept = { switchedOff: 0, switchedOn: 0, failed: 0 };
  for (const name of wrong) {
    try {
      if (await switchAutoRenew(ctx, name, !name.isOn)) kept[name.isOn ? "switchedOff" : "switchedOn"] += 1;
      else kept.failed += 1;
    } catch (error) {
      if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
      kept.failed += 1;
    }
  }
  return kept;
}

/** Asks the registrar and reads back; what does not change is a case, because money leaves by it. False: it did not. */
export async function switchAutoRenew(ctx: Ctx, name: FlaggedName, on: boolean): Promise<boolean> {
  const { registrar } = await openRegistrar(ctx, name.registrarAccountId);
  await registrar.setAutoRenew(name.nameAscii, on);
  const read = await registrar.domain(name.nameAscii);
  const now = ctx.clock.now();
  await inTransaction("keep-auto-renew", async (tx) => {
    if (read)
      await tx
        .update(domains)
        .set({ registrarAutoRenew: read.autoRenew, observedAt: now, updatedAt: now })
        .where(and(eq(domains.id, name.domainId)));
    if (read && read.autoRenew === on) {
      await tell(tx, ctx, {
        side: "registry",
        fact: on ? "registrar_renewal_on" : "registrar_renewal_off",
        merchantId: name.merchantId,
        domainId: name.domainId,
        data: { name: name.nameAscii, registrar: name.registrar, takesAt: name.takesAt },
      });
    } else if (!on) {
      await openCase(tx, ctx, {
        kind: "auto_renew_stuck",
        subjectId: name.domainId,
        merchantId: name.merchantId,
        summary: `The registrar goes on renewing ${displayName(name.nameAscii)} by itself, though it was told not to. It will charge us. Ask its support to switch it off.`,
        facts: { name: name.nameAscii, takesAt: name.takesAt, costMinor: name.costMinor },
      });
    }
  });
  return read?.autoRenew === on;
}
