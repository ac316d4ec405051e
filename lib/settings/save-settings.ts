import { settings } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { accountTerms } from "@/lib/accounts/account-terms";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { checkSchedule } from "./check-schedule";
import { getSettings } from "./get-settings";
import { type Settings, settingsSchema } from "./schema";

/** What a registrar's own early charge is measured against. */
const scheduleKeys: (keyof Settings)[] = ["renewalSchedule", "renewalLeadDays", "dunningSteps"];

/** Changes some settings; quotes that were given keep their price until they lapse (PE-9). */
export async function saveSettings(ctx: Ctx, input: unknown): Promise<Settings> {
  requireAdmin(ctx);
  const parsed = settingsSchema.partial().strict().safeParse(input);
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.map((issue) => [String(issue.path[0] ?? "form"), issue.message]),
    );
    throw new AppError("invalid", "Some settings are not valid. Nothing was saved. Correct the marked fields.", {
      fields,
    });
  }
  const given = Object.keys(input as object) as (keyof Settings)[];
  const before = await getSettings();
  const changed = given.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(parsed.data[key]));
  if (changed.length === 0) return before;
  const after = { ...before, ...Object.fromEntries(changed.map((key) => [key, parsed.data[key]])) };
  if (changed.some((key) => scheduleKeys.includes(key))) {
    const losing = checkSchedule(after, await accountTerms());
    if (losing) throw new AppError("invalid", losing, { fields: { renewalLeadDays: losing } });
  }

  await inTransaction("save-settings", async (tx) => {
    for (const key of changed) {
      const row = {
        key,
        value: parsed.data[key],
        updatedAt: ctx.clock.now(),
        updatedBy: "userId" in ctx.actor ? ctx.actor.userId : null,
      };
      await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
    }
    const pick = (from: Partial<Settings>) => Object.fromEntries(changed.map((key) => [key, from[key]]));
    await audit(tx, ctx, {
      action: "settings.saved",
      subject: { kind: "settings", id: "platform" },
      before: pick(before),
      after: pick(parsed.data),
    });
  });
  return after;
}
