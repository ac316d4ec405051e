import { eq } from "drizzle-orm";
import { afterAll, beforeAll } from "vitest";
import { db } from "@/db/client";
import { makeDomain, memberCtx } from "@/db/factories";
import { orderItems, registrarAccounts, tldCosts } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { advanceItem } from "@/lib/orders/advance-item";
import { advanceOrder } from "@/lib/orders/advance-order";
import { Platform } from "@/scripts/faults/platform";

/** A platform in the sandbox world that sells transfers, for names that come and go. */
export class Traveller {
  platform!: Platform;

  get clock() {
    return this.platform.clock;
  }

  get world() {
    return this.platform.world;
  }

  async account() {
    const [account] = await db().select().from(registrarAccounts).where(eq(registrarAccounts.active, true));
    return account!;
  }

  /** A name that a new merchant has had for `ageDays`, locked, at our registrar and in our books. */
  async owned(nameAscii: string, { ageDays = 200, ...rest }: { ageDays?: number; locked?: boolean } = {}) {
    const owner = await this.platform.merchant();
    const now = this.clock.now();
    const createdAt = later(now, -ageDays * DAY);
    const expiresAt = later(createdAt, 365 * DAY);
    await this.world.registrar.putDomains([{ name: nameAscii, createdAt, expiresAt, locked: rest.locked ?? true }]);
    const dates = { registeredAt: createdAt, createdAt, expiresAt, observedAt: now, updatedAt: now };
    const domain = await makeDomain({
      nameAscii,
      merchantId: owner.merchant.id,
      registrarAccountId: (await this.account()).id,
      locked: rest.locked ?? true,
      ...dates,
    });
    return { ...owner, domain };
  }

  /** Somebody else of the same merchant. */
  colleague(merchantId: string, userId: string, role: "staff" | "read_only") {
    return { ...memberCtx(userId, merchantId, role), clock: this.clock, requestId: newId("request") };
  }

  /** Beats of an order by hand, six hours apart, until `done` or the days are over. */
  async walk(orderId: string, days: number, done: () => Promise<boolean>): Promise<boolean> {
    const ctx = this.platform.ctx;
    for (let beats = 0; beats < days * 4; beats += 1) {
      await this.world.registrar.settle();
      for (const { id } of await db().select().from(orderItems).where(eq(orderItems.orderId, orderId)))
        await advanceItem(ctx, { itemId: id });
      await advanceOrder(ctx, { orderId });
      if (await done()) return true;
      this.clock.advance(6 * HOUR);
    }
    return false;
  }

  /** What the registrar would give out as the code of a name it holds. */
  async codeAtRegistrar(name: string): Promise<string> {
    const [row] = await this.platform.worldSql<{ code: string }[]>`
      select auth_code as code from sandbox.registrar_domains where name = ${name}`;
    return row!.code;
  }
}

export function useTraveller(): Traveller {
  const database = useTestDatabase();
  const traveller = new Traveller();
  beforeAll(async () => {
    traveller.platform = await Platform.open(database.url);
    await db().update(tldCosts).set({ transferMinor: 1046, restoreMinor: 8000 });
  });
  afterAll(() => traveller.platform?.close());
  return traveller;
}
