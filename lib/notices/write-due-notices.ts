import { inTransaction } from "@/db/transaction";
import { type Ctx, requirePlatform } from "@/lib/kernel/context";
import { getSettings } from "@/lib/settings/get-settings";
import { dueExpiryNotices } from "./due-expiry-notices";
import { dueReminders } from "./due-reminders";
import { dueVerifications } from "./due-verifications";
import { forgetStaleNotices } from "./forget-stale-notices";
import type { Notice } from "./write-notices";
import { writeNotices } from "./write-notices";

/** What was written: to registrants, to merchants before expiry, and about registrants who have not confirmed. */
export type WrittenNotices = { registrants: number; reminders: number; verifications: number; unreachable: number };

/**
 * Writes every mail that time alone makes due, in a few statements a page of names; what it wrote is not due again, so it may
 * run at any hour, twice, or after days of silence. Each is written once a name, expiry and kind. A dry run only counts.
 */
export async function writeDueNotices(ctx: Ctx, options: { dryRun?: boolean } = {}): Promise<WrittenNotices> {
  requirePlatform(ctx);
  const settings = await getSettings();
  const keep = async (due: Notice[]) =>
    options.dryRun ? due.length : (await inTransaction("write-notices", (tx) => writeNotices(tx, ctx, due))).length;
  if (!options.dryRun) await forgetStaleNotices(ctx);
  const counts: WrittenNotices = { registrants: 0, reminders: 0, verifications: 0, unreachable: 0 };
  for await (const { due, unreachable } of dueExpiryNotices(ctx, settings, options)) {
    counts.registrants += await keep(due);
    counts.unreachable += unreachable;
  }
  for await (const due of dueReminders(ctx)) counts.reminders += await keep(due);
  for await (const due of dueVerifications(ctx)) counts.verifications += await keep(due);
  return counts;
}
