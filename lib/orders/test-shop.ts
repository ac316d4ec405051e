import { asc, desc, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll } from "vitest";
import { db } from "@/db/client";
import {
  domains,
  orderItems,
  orders,
  registrarAccounts,
  settings,
  timeline,
  tldCosts,
  tlds,
  webhookEvents,
} from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { setUpDomain } from "@/lib/domains/set-up-domain";
import { HOUR, SECOND } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import { Platform } from "@/scripts/faults/platform";
import { addToCart } from "./add-to-cart";
import { advanceItem } from "./advance-item";
import { advanceOrder } from "./advance-order";
import { getCart } from "./get-cart";
import { lookAtPayment } from "./look-at-payment";
import { orderView } from "./order-view";
import { placeOrder } from "./place-order";
import { returnFromPayment } from "./return-from-payment";
import { recordStripeCalls, type StripeCall } from "./test-stripe-calls";

export type Member = Awaited<ReturnType<Platform["merchant"]>>;
export type Wish = string | { name: string; years?: number; premiumConsent?: boolean };
export const noCookie = { cartToken: null };

/**
 * A platform whose durable work is done by hand: the same verbs that the engine's steps call, one beat after another, on a
 * clock that only the test moves. Quicker than an engine, and it stops where the test wants to look.
 */
export class Shop {
  platform!: Platform;
  /** Every call to an outside party in its order, such as `sandbox:register` or `stripe:POST /v1/checkout/sessions`. */
  calls: string[] = [];
  stripeCalls: StripeCall[] = [];

  get clock() {
    return this.platform.clock;
  }

  get world() {
    return this.platform.world;
  }

  async fill({ ctx }: Pick<Member, "ctx">, wishes: Wish[]) {
    let cart = await getCart(ctx, noCookie);
    for (const wish of wishes)
      cart = await addToCart(ctx, { ...noCookie, ...(typeof wish === "string" ? { name: wish } : wish) });
    return cart;
  }

  /** Fills the cart and orders it; nothing is paid yet. */
  async order(member: Member, wishes: Wish[]) {
    const { version } = await this.fill(member, wishes);
    return placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
  }

  /** Orders and pays: the money is held, and nothing has been asked of the registrar yet. */
  async hold(wishes: Wish[], { member, card }: { member?: Member; card?: string } = {}) {
    const buyer = member ?? (await this.platform.merchant());
    const { orderId, payUrl } = await this.order(buyer, wishes);
    const at = await this.platform.pay(payUrl, card);
    if (at.includes("/challenge/")) await this.platform.passChallenge(at);
    await returnFromPayment(buyer.ctx, { orderId });
    return { ...buyer, orderId };
  }

  async buy(wishes: Wish[], options: { member?: Member; card?: string } = {}) {
    const held = await this.hold(wishes, options);
    await this.play(held.orderId);
    return { ...held, view: await orderView(held.ctx, held.orderId) };
  }

  /** One beat of every name of an order and of its money. Answers how long nothing would happen; null when it has ended. */
  async beat(orderId: string): Promise<number | null> {
    await this.world.registrar.settle();
    const waits: number[] = [];
    for (const item of await this.items(orderId)) {
      const { ended, waitMs } = await advanceItem(this.platform.ctx, { itemId: item.id });
      if (!ended) waits.push(waitMs);
    }
    const { ended, waitMs } = await advanceOrder(this.platform.ctx, { orderId });
    if (!ended) waits.push(waitMs);
    const [order] = await db().select({ endedAt: orders.endedAt }).from(orders).where(eq(orders.id, orderId));
    return order?.endedAt ? null : Math.max(SECOND, Math.min(...waits, 10 * 60 * SECOND));
  }

  /** Beat after beat until the order has ended and its names are set up, or `patienceMs` have passed. */
  async play(orderId: string, patienceMs = 2 * HOUR): Promise<void> {
    const end = this.clock.now().getTime() + patienceMs;
    for (let wait = await this.beat(orderId); wait !== null; wait = await this.beat(orderId)) {
      if (this.clock.now().getTime() + wait > end) break;
      this.clock.advance(wait);
    }
    await this.handleEvents();
    for (const { id } of await this.domains(orderId)) await this.setUp(id);
  }

  async setUp(domainId: string, beats = 60): Promise<void> {
    for (let beat = 0; beat < beats; beat += 1) {
      const { ended, waitMs } = await setUpDomain(this.platform.ctx, { domainId });
      if (ended) return;
      this.clock.advance(Math.max(SECOND, waitMs));
    }
  }

  /** What webhooks told is looked at, as the engine does. */
  async handleEvents(): Promise<void> {
    await this.world.stripe!.tick();
    for (const event of await db().select().from(webhookEvents).where(isNull(webhookEvents.handledAt)))
      await lookAtPayment(this.platform.ctx, event);
  }

  items(orderId: string) {
    return db().select().from(orderItems).where(eq(orderItems.orderId, orderId)).orderBy(asc(orderItems.position));
  }

  domains(orderId: string) {
    return db()
      .select({ id: domains.id, name: domains.nameAscii })
      .from(domains)
      .innerJoin(orderItems, eq(orderItems.id, domains.orderItemId))
      .where(eq(orderItems.orderId, orderId));
  }

  async domain(name: string) {
    const [row] = await db().select().from(domains).where(eq(domains.nameAscii, name)).orderBy(desc(domains.createdAt));
    return row;
  }

  async facts(orderId: string): Promise<string[]> {
    const rows = await db().select().from(timeline).where(eq(timeline.orderId, orderId)).orderBy(asc(timeline.id));
    return rows.map((row) => row.fact);
  }

  /** The order's PaymentIntents as Stripe has them. */
  async intents(orderId: string) {
    const rows = await this.platform.worldSql<{ status: string; taken: number; held: number; amount: number }[]>`
      select object ->> 'status' as status, (object ->> 'amount_received')::int as taken,
        (object ->> 'amount_capturable')::int as held, (object ->> 'amount')::int as amount
      from sandbox.stripe_objects where kind = 'payment_intent' and object -> 'metadata' ->> 'order_id' = ${orderId}`;
    return [...rows];
  }

  /** The payment pages that Stripe opened for an order. */
  async pages(orderId: string) {
    const rows = await this.platform.worldSql<{ status: string }[]>`
      select object ->> 'status' as status from sandbox.stripe_objects
      where object ->> 'object' = 'checkout.session' and object ->> 'client_reference_id' = ${orderId}`;
    return [...rows];
  }

  /** What the registrar charged for a name. */
  async charges(name: string) {
    return (await this.world.registrar.charges()).filter((charge) => charge.name === name);
  }

  /** Sells an ending at the active account's cost of today. */
  async sell(tld: string, costMinor: number, rules: Partial<typeof tlds.$inferInsert> = {}): Promise<void> {
    const now = this.clock.now();
    const entry = { tld, group: "popular", position: 99, updatedAt: now, ...rules };
    await db().insert(tlds).values(entry).onConflictDoUpdate({ target: tlds.tld, set: entry });
    const cost = {
      registrarAccountId: (await this.activeAccount()).id,
      tld,
      currency: "USD",
      registerMinor: costMinor,
      renewMinor: costMinor,
      fetchedAt: now,
    };
    await db()
      .insert(tldCosts)
      .values(cost)
      .onConflictDoUpdate({ target: [tldCosts.registrarAccountId, tldCosts.tld], set: cost });
  }

  async activeAccount() {
    const [account] = await db().select().from(registrarAccounts).where(eq(registrarAccounts.active, true));
    return account!;
  }
}

/** A shop for this test file, open from beforeAll on. */
export function useShop(): Shop {
  const database = useTestDatabase();
  const shop = new Shop();
  shop.stripeCalls = recordStripeCalls();
  beforeAll(async () => {
    shop.platform = await Platform.open(database.url);
    // The defaults of a fresh installation, and the registrar's own prices.
    await db().delete(settings);
    await shop.sell("com", 1046);
    await shop.sell("net", 1210);
    await shop.sell("io", 4200);
    installFaultHook((point) => {
      const call = /^out:(.+):before$/.exec(point)?.[1];
      if (call) shop.calls.push(call);
      return undefined;
    });
  });
  afterAll(async () => {
    installFaultHook(undefined);
    await shop.platform?.close();
  });
  return shop;
}
