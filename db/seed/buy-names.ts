import { eq } from "drizzle-orm";
import { setUpDomain } from "../../lib/domains/set-up-domain";
import { DAY, type ManualClock, SECOND } from "../../lib/kernel/clock";
import { type Ctx, jobCtx } from "../../lib/kernel/context";
import { addToCart } from "../../lib/orders/add-to-cart";
import { advanceItem } from "../../lib/orders/advance-item";
import { advanceOrder } from "../../lib/orders/advance-order";
import { placeOrder } from "../../lib/orders/place-order";
import { refreshPayment } from "../../lib/orders/refresh-payment";
import { db } from "../client";
import { domains, orderItems } from "../schema";

export type Wish = { name: string; years?: number };

/** Puts names in the cart and orders them, as a merchant does. Returns the order and its payment page. */
export async function orderNames(ctx: Ctx, contactId: string, wishes: readonly Wish[]) {
  let version = 0;
  for (const wish of wishes) version = (await addToCart(ctx, { cartToken: null, ...wish })).version;
  return placeOrder(ctx, { contactId, cartVersion: version });
}

/** Fills in the sandbox's payment page with the card that always succeeds. */
export async function payWithTestCard(ctx: Ctx, payUrl: string, name: string): Promise<void> {
  const expiry = `12/${(ctx.clock.now().getUTCFullYear() + 3) % 100}`;
  const body = new URLSearchParams({
    payment_method: "new",
    email: "demo@nameplate.test",
    number: "4242424242424242",
    expiry,
    cvc: "123",
    name,
    save: "on",
  });
  const response = await fetch(payUrl, { method: "POST", body, redirect: "manual" });
  if (response.status !== 303) throw new Error(`The payment page answered ${response.status} instead of going back.`);
}

/**
 * Makes beat after beat in the time of `clock`, until the order has ended (or nothing moves within `patienceMs`). Answers
 * whether it has.
 */
export async function playOrder(clock: ManualClock, orderId: string, patienceMs = 2 * DAY): Promise<boolean> {
  const job = jobCtx("seed", clock);
  await refreshPayment(job, { orderId });
  const end = clock.now().getTime() + patienceMs;
  let ended = false;
  while (!ended && clock.now().getTime() < end) {
    const items = await db().select({ id: orderItems.id }).from(orderItems).where(eq(orderItems.orderId, orderId));
    const beats = [];
    for (const { id } of items) beats.push(await advanceItem(job, { itemId: id }));
    const waits = beats.filter((beat) => !beat.ended);
    const order = await advanceOrder(job, { orderId });
    ended = waits.length === 0 && order.ended;
    if (!ended)
      clock.advance(Math.max(SECOND, Math.min(...(waits.length > 0 ? waits : [order]).map((beat) => beat.waitMs))));
  }
  await playSetup(clock, orderId);
  return ended;
}

async function playSetup(clock: ManualClock, orderId: string): Promise<void> {
  const job = jobCtx("seed", clock);
  const delivered = await db()
    .select({ domainId: domains.id })
    .from(domains)
    .innerJoin(orderItems, eq(orderItems.id, domains.orderItemId))
    .where(eq(orderItems.orderId, orderId));
  for (const { domainId } of delivered) {
    for (let beats = 0; beats < 12; beats += 1) {
      const { ended, waitMs } = await setUpDomain(job, { domainId });
      if (ended) break;
      clock.advance(Math.max(SECOND, waitMs));
    }
  }
}
