import { db } from "@/db/client";
import { makeDomain, makeMember, makeRegistrarAccount } from "@/db/factories";
import { settings as settingsTable, tldCosts, tlds } from "@/db/schema";
import { DAY, later, type ManualClock } from "@/lib/kernel/clock";
import { type Ctx, jobCtx } from "@/lib/kernel/context";
import type { Settings } from "@/lib/settings/schema";

/** A platform with one account that renews `.com` for 10.00 (a price of 13.99 by the default markup), and a merchant. */
export class RenewalWorld {
  accountId = "";
  merchantId = "";
  ctx!: Ctx;
  readonly job: Ctx;
  constructor(readonly clock: ManualClock) {
    this.job = jobCtx("renewals", clock);
  }

  async open(): Promise<this> {
    const account = await makeRegistrarAccount({ active: true, createdAt: this.clock.now() });
    this.accountId = account.id;
    const member = await makeMember({ clock: this.clock });
    this.merchantId = member.merchant.id;
    this.ctx = member.ctx;
    await this.sell("com", 1000);
    return this;
  }

  async sell(tld: string, renewMinor: number, rules: Partial<typeof tlds.$inferInsert> = {}): Promise<void> {
    const updatedAt = this.clock.now();
    const row = { tld, group: "popular", position: 1, updatedAt, ...rules };
    await db().insert(tlds).values(row).onConflictDoUpdate({ target: tlds.tld, set: row });
    const cost = {
      registrarAccountId: this.accountId,
      tld,
      currency: "USD",
      registerMinor: renewMinor,
      renewMinor,
      restoreMinor: 8000,
      fetchedAt: updatedAt,
    };
    await db()
      .insert(tldCosts)
      .values(cost)
      .onConflictDoUpdate({ target: [tldCosts.registrarAccountId, tldCosts.tld], set: cost });
  }

  /** A name that expires in so many days. */
  name(nameAscii: string, inDays: number, given: Partial<Parameters<typeof makeDomain>[0]> = {}) {
    const now = this.clock.now();
    return makeDomain({
      nameAscii,
      registrarAccountId: this.accountId,
      merchantId: this.merchantId,
      expiresAt: later(now, inDays * DAY),
      registration: inDays > 0 ? "active" : "expired",
      observedAt: now,
      createdAt: now,
      updatedAt: now,
      ...given,
    });
  }

  async set(change: Partial<Settings>): Promise<void> {
    for (const [key, value] of Object.entries(change)) {
      const row = { key, value, updatedAt: this.clock.now() };
      await db().insert(settingsTable).values(row).onConflictDoUpdate({ target: settingsTable.key, set: row });
    }
  }
}
