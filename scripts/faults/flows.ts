import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY, MINUTE, SECOND } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/errors";
import { addToCart } from "@/lib/orders/add-to-cart";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";
import { requoteCart } from "@/lib/orders/requote-cart";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { Crash } from "./fault-injector";
import type { Platform } from "./platform";
import type { Stage } from "./stage";

export type Flow = {
  name: string;
  /** Brings about what the flow begins with, where no fault strikes; returns what is played, and that the orders it made. */
  begin: (stage: Stage) => Promise<() => Promise<string[]>>;
  /** Notes what is not as the flow must end, whichever single fault struck it. */
  check?: ((stage: Stage, orderIds: string[]) => Promise<void>) | undefined;
  /** Which points are played: all; `shapes`, one of each kind of beat; `new`, those of the kinds that no flow before it passes. */
  points?: "all" | "shapes" | "new";
};

const purchase = (name: string, names: (tag: string) => string[]): Flow => ({
  name,
  async begin({ platform, tag }) {
    const member = await platform.merchant();
    return async () => [await buy(platform, member, names(tag))];
  },
  check: expectOneHold,
});

/** No single fault may waste a hold: what is delivered in minutes is taken from the first one. */
async function expectOneHold(stage: Stage, orderIds: string[]): Promise<void> {
  const held = await db().execute<{ state: string; kind: string }>(
    sql`select state, kind from payments where order_id in ${orderIds} and (kind = 'rehold' or state = 'expired')`,
  );
  for (const { kind, state } of held) stage.problem(`a payment of the kind ${kind} is ${state}`);
}

/** What merchants do in the suite. The induced faults in names make the registrar itself misbehave on top. */
export const purchases: Flow[] = [
  purchase("one", (tag) => [`${tag}.com`]),
  purchase("cart", (tag) => [`${tag}a.com`, `${tag}b-taken-at-register.com`, `${tag}c.net`]),
  purchase("slow", (tag) => [`${tag}-slow-30s.com`, `${tag}d.com`]),
  { ...purchase("refused", (tag) => [`${tag}-policy.com`]), points: "new" },
  { ...purchase("lost", (tag) => [`${tag}-timeout-not-done.com`]), points: "new" },
  { ...purchase("long", (tag) => [`${tag}-pending-8d.com`, `${tag}e.com`]), points: "new", check: undefined },
];

export type Member = Awaited<ReturnType<Platform["merchant"]>>;

const key = { cartToken: null };

/** Does as a person does: tries again after an error or a reload, at most a few times, and never pays twice by themselves. */
export async function asPerson<T>(platform: Platform, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await platform.inProcess(work);
    } catch (error) {
      const refused = error instanceof AppError && error.code === "conflict";
      if (!(error instanceof Crash) && tries >= (refused ? 3 : 6)) throw error;
      platform.clock.advance(5 * SECOND);
      await platform.settle();
    }
  }
}

/** Fills the cart and places the order. Throws the shop's own refusal when the names cannot be had. */
export async function place(
  platform: Platform,
  member: Member,
  names: string[],
): Promise<{ orderId: string; payUrl: string }> {
  for (const name of names) await asPerson(platform, () => addToCart(member.ctx, { ...key, name }));
  return asPerson(platform, async () => {
    await requoteCart(member.ctx, key);
    const { version } = await getCart(member.ctx, key);
    return placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
  });
}

/** Orders, pays and comes back to the order's page. */
export async function buy(platform: Platform, member: Member, names: string[], card?: string): Promise<string> {
  const { orderId, payUrl } = await place(platform, member, names);
  await platform.pay(payUrl, card);
  await asPerson(platform, () => returnFromPayment(member.ctx, { orderId }));
  return orderId;
}

/** Lets time pass until the orders and all that follows them have ended, then twice the time that a sweep needs. */
export async function outcome(platform: Platform, orderIds: string[], ms = 10 * DAY): Promise<boolean> {
  const ended = async () => {
    const [row] = await db().execute<{ open: boolean }>(sql`select exists (
      select from orders o where o.id in ${orderIds} and (o.ended_at is null
        or exists (select from payments p where p.order_id = o.id and p.state in ('open', 'held'))
        or exists (select from refunds r where r.order_id = o.id and r.state = 'sent')
        or exists (select from order_items i join domains d on d.order_item_id = i.id join domain_setup s on s.domain_id = d.id
          where i.order_id = o.id and s.state <> 'done'
            and not exists (select from cases c where c.facts ->> 'name' = d.name_ascii)))) as open`);
    return row?.open === false;
  };
  const done = orderIds.length === 0 || (await platform.run(ms, ended));
  await platform.run(11 * MINUTE);
  return done;
}
