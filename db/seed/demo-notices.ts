import { DAY, later, type ManualClock } from "../../lib/kernel/clock";
import { jobCtx } from "../../lib/kernel/context";
import { keepNotices } from "../../lib/notices/keep-notices";
import { writeDueNotices } from "../../lib/notices/write-due-notices";

/** The mail that time made due while the demo's year went by, kept here whatever mail server there is: its people are made up. */
export async function writeDemoNotices(clock: ManualClock): Promise<void> {
  const now = clock.now();
  const ctx = jobCtx("seed", clock);
  for (const days of [45, 29, 14, 6, 3, 1, 0]) {
    clock.set(later(now, -days * DAY));
    await writeDueNotices(ctx);
    await keepNotices(ctx);
  }
}
