import { openActiveRegistrar } from "../../lib/accounts/open-registrar";
import { closeMonth } from "../../lib/books/close-month";
import { lateAfterMs } from "../../lib/books/match-window";
import { boundsOf, firstOpenMonth, type Month, monthAfter } from "../../lib/books/months";
import { nightlyBooks } from "../../lib/books/nightly-books";
import { later, type ManualClock } from "../../lib/kernel/clock";
import { jobCtx } from "../../lib/kernel/context";
import { AppError } from "../../lib/kernel/errors";
import type { World } from "../../lib/sandbox/main";

/** Somebody of the platform bought a name at the registrar itself: a charge that no order accounts for. */
export async function buyPastThePlatform(world: World, clock: ManualClock): Promise<void> {
  const { registrar } = await openActiveRegistrar(jobCtx("seed", clock));
  await registrar.register({
    name: "nameplate-status.com",
    years: 1,
    contact: {
      firstName: "Nina",
      lastName: "Plate",
      organisation: "Nameplate",
      email: "nina@nameplate.test",
      phone: "+12072368701",
      addressLine1: "1 Harbour Street",
      addressLine2: null,
      city: "Portland",
      state: "ME",
      postalCode: "04101",
      country: "US",
      extra: {},
    },
    contactHandle: null,
    privacy: true,
    costLimit: { amountMinor: 10_000, currency: "USD" },
    premium: false,
  });
  await world.registrar.settle();
}

/** The books as an operator has them who has closed all months but the last that can be: read, matched, one difference open. */
export async function keepDemoBooks(clock: ManualClock): Promise<void> {
  const ctx = jobCtx("seed", clock);
  const now = clock.now();
  await nightlyBooks(ctx, { period: now.toISOString().slice(0, 10) });
  const canClose = (month: Month) => later(boundsOf(month).end, lateAfterMs) <= now;
  for (let month = await firstOpenMonth(now); canClose(monthAfter(month)); month = monthAfter(month)) {
    try {
      await closeMonth(ctx, { month });
    } catch (error) {
      if (error instanceof AppError) return;
      throw error;
    }
  }
}
