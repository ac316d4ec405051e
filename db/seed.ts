import { openRegistrar } from "../lib/accounts/open-registrar";
import { ManualClock, systemClock } from "../lib/kernel/clock";
import { jobCtx } from "../lib/kernel/context";
import { importPrices } from "../lib/tlds/import-prices";
import { db } from "./client";
import { settings, tldCosts } from "./schema";
import { ensureCatalogue } from "./seed/catalogue";
import { giveDemoCredit, nameDemoParties } from "./seed/demo-billing";
import { keepDemoBooks } from "./seed/demo-books";
import { makeDemoPeople } from "./seed/demo-people";
import { makeDemoRenewals } from "./seed/demo-renewals";
import { playDemoStories } from "./seed/demo-stories";
import { makeDemoTokens } from "./seed/demo-tokens";
import { isSandboxRegistrar, isSandboxStripe, withDemoWorld } from "./seed/demo-world";
import { activeAccount, ensurePlatformAccounts } from "./seed/platform-accounts";

/** What every installation needs before anything can be sold: registrar accounts and the TLD catalogue. Safe to repeat. */
export async function seedPlatform(): Promise<void> {
  const now = systemClock.now();
  await ensurePlatformAccounts(now);
  await ensureCatalogue(now);
}

/**
 * seedPlatform, and once: the demo users, the sandbox registrar's price list where it is the one that sells, and where
 * payments are the sandbox's too, a year of orders. Speaks to nobody but that sandbox, which it runs itself, so it must not be running elsewhere on its ports.
 */
export async function seedDemo(): Promise<void> {
  await seedPlatform();
  const clock = new ManualClock(systemClock.now());
  const people = await makeDemoPeople(clock);
  if (people) await makeDemoTokens(clock, people);
  if (!isSandboxRegistrar() || !(people || (await hasNoPrices()))) return;
  await withDemoWorld(clock, async (world) => {
    const ctx = jobCtx("seed", clock);
    const { accountId, registrar } = await openRegistrar(ctx, (await activeAccount()).id);
    await importPrices(ctx, { accountId, registrar });
    // An address for documentation (RFC 5737), so that demo names lead somewhere and their zones have all records.
    const defaultIp = { key: "defaultIp", value: "203.0.113.10", updatedAt: clock.now() };
    await db().insert(settings).values(defaultIp).onConflictDoNothing();
    if (!people || !isSandboxStripe()) return;
    await nameDemoParties(clock, people);
    await playDemoStories(world, clock, people);
    await giveDemoCredit(clock, people);
    await makeDemoRenewals(clock, people);
    await keepDemoBooks(clock);
  });
}

/** Also after a first start that was killed between the users and the prices. */
async function hasNoPrices(): Promise<boolean> {
  return (await db().$count(tldCosts)) === 0;
}
