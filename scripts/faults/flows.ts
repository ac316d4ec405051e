import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/errors";
import { addToCart } from "@/lib/orders/add-to-cart";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";
import { requoteCart } from "@/lib/orders/requote-cart";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { Crash, type FaultInjector } from "./fault-injector";
import type { Platform } from "./platform";

export type Flow = { name: string; names: (tag: string) => string[]; card?: string };

/** What merchants do in the suite. The induced faults in names make the registrar itself misbehave on top. */
export const flows: Flow[] = [
  { name: "one", names: (tag) => [`${tag}.com`] },
  { name: "cart", names: (tag) => [`${tag}a.com`, `${tag}b-taken-at-register.com`, `${tag}c.net`] },
  { name: "slow", names: (tag) => [`${tag}-slow-30s.com`, `${tag}d.com`] },
];

type Member = Awaited<ReturnType<Platform["merchant"]>>;

/** Does as a person does: tries again after an error or a reload, at most a few times, and never pays twice by themselves. */
async function asPerson<T>(platform: Platform, faults: FaultInjector, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await faults.inProcess(work);
    } catch (error) {
      if (error instanceof Crash) await platform.restart(faults);
      else if (tries >= 6) throw error;
      platform.clock.advance(5 * SECOND);
      await platform.settle();
    }
  }
}

/** Orders and pays; returns the order, or null when the shop refused the names for a good reason. */
export async function order(
  platform: Platform,
  faults: FaultInjector,
  member: Member,
  names: string[],
  card?: string,
): Promise<string | null> {
  const key = { cartToken: null };
  const person = <T>(work: () => Promise<T>) => asPerson(platform, faults, work);
  try {
    for (const name of names) await person(() => addToCart(member.ctx, { ...key, name }));
    const { orderId, payUrl } = await person(async () => {
      await requoteCart(member.ctx, key);
      const { version } = await getCart(member.ctx, key);
      return placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
    });
    await platform.pay(payUrl, card);
    await person(() => returnFromPayment(member.ctx, { orderId }));
    return orderId;
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return null;
    throw error;
  }
}

/** Lets time pass until the orders have ended and what follows is done, or nothing more can be expected. */
export async function outcome(platform: Platform, faults: FaultInjector, orderIds: string[]): Promise<boolean> {
  const ended = async () => {
    await platform.reviveIfDead(faults);
    for (const orderId of orderIds) {
      const [row] = await db().select({ endedAt: orders.endedAt }).from(orders).where(eq(orders.id, orderId));
      if (!row?.endedAt) return false;
    }
    return true;
  };
  const done = await platform.run(9 * DAY, ended);
  await platform.run(10 * MINUTE, async () => {
    await platform.reviveIfDead(faults);
    return false;
  });
  return done || (await platform.run(HOUR, ended));
}
