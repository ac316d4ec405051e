import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { addToCart } from "@/lib/orders/add-to-cart";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";
import { asPerson, place } from "../flows";
import type { Stage } from "../stage";
import type { Scenario } from "./scenario";

const key = { cartToken: null };
const challengeCard = "4000002500003155";

async function count(query: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db().execute<{ count: number }>(query);
  return Number(row?.count);
}

const intentsOf = (orderId: string) =>
  count(
    sql`select count(*) from sandbox.stripe_objects where kind = 'payment_intent' and object -> 'metadata' ->> 'order_id' = ${orderId}`,
  );
const rowsOf = (orderId: string) => count(sql`select count(*) from payments where order_id = ${orderId}`);

async function intentOf(orderId: string): Promise<string> {
  const [row] = await db().execute<{ id: string }>(sql`select id from sandbox.stripe_objects
    where kind = 'payment_intent' and object -> 'metadata' ->> 'order_id' = ${orderId} order by seq desc limit 1`);
  if (!row) throw new Error(`Order ${orderId} has no intent.`);
  return row.id;
}

/** Somebody with the keys lets a hold go by hand, or the bank does. */
export async function loseHold(stage: Stage, orderId: string): Promise<void> {
  await stage.platform.world.handle(
    new Request(`http://world/stripe/v1/payment_intents/${await intentOf(orderId)}/cancel`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_platform", "content-type": "application/x-www-form-urlencoded" },
    }),
  );
}

/** The order is placed by somebody who loads the page again after the process died over it. */
async function crashAtPlacing(stage: Stage, moment: "before-commit" | "after-commit"): Promise<void> {
  const name = stage.name("placed");
  stage.faults.plan({ point: `tx:place-order:${moment}`, kind: "crash", occurrence: 1 });
  const { orderId } = await stage.buy([name]);
  stage.expect(stage.faults.struck.length, 1, "crashes while the order was placed");
  await stage.end();
  const orders = await count(sql`select count(*) from order_items where name_ascii = ${name}`);
  stage.expect([orders, await rowsOf(orderId), await intentsOf(orderId)], [1, 1, 1], "orders, payments and intents");
  await stage.expectBought(orderId, [name]);
}

export const payingScenarios: Scenario[] = [
  { label: "P-1 a crash before the order's row", play: (stage) => crashAtPlacing(stage, "before-commit") },
  { label: "P-1 a crash after the order's row", play: (stage) => crashAtPlacing(stage, "after-commit") },
  {
    label: "P-3 the hold stands, and the update of its row is lost time and again",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("unwritten");
      const { orderId, payUrl } = await stage.place([name]);
      platform.world.stripe?.control.dropNextWebhooks(1000);
      for (const occurrence of [1, 2, 3])
        stage.faults.at(
          "tx:apply-payment:before-commit",
          () => Promise.reject(new Error("the database is gone")),
          occurrence,
        );
      await platform.pay(payUrl);
      await stage.end();
      platform.world.stripe?.control.reset();
      stage.expect([await rowsOf(orderId), await intentsOf(orderId)], [1, 1], "payments and intents");
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-4 the customer leaves during 3-D Secure",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("left");
      const { orderId, payUrl } = await stage.place([name]);
      await platform.pay(payUrl, challengeCard);
      await stage.end(DAY);
      await stage.expectVoid(orderId, { [name]: "cancelled:cancelled" }, "cancelled");
      const payable =
        await db().execute(sql`select object ->> 'status' as status, object -> 'metadata' as of, created, due_ms
        from sandbox.stripe_objects where kind = 'payment_intent' and object -> 'metadata' ->> 'order_id' = ${orderId}
          and object ->> 'status' not in ('canceled', 'requires_payment_method')`);
      stage.expect(payable, [], "intents that could still be paid");
      const other = await stage.buy([name]);
      await stage.end();
      await stage.expectBought(other.orderId, [name]);
    },
  },
  {
    label: "P-4 the customer comes back to 3-D Secure",
    async play(stage) {
      const name = stage.name("back");
      const { orderId, payUrl } = await stage.place([name]);
      const page = await stage.platform.pay(payUrl, challengeCard);
      await stage.platform.run(10 * MINUTE);
      await stage.platform.passChallenge(page);
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-5 two tabs order and pay at once",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("tabs");
      const member = await platform.merchant();
      await addToCart(member.ctx, { ...key, name });
      const { version } = await getCart(member.ctx, key);
      const order = () => placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
      const tabs = await Promise.allSettled([order(), order(), order()]);
      const [first] = tabs.flatMap((tab) => (tab.status === "fulfilled" ? [tab.value] : []));
      if (!first) return stage.problem("no tab could order");
      stage.orders.push(first.orderId);
      const again = await order();
      stage.expect(again, first, "what a reload shows");
      await Promise.all([platform.pay(first.payUrl), platform.pay(again.payUrl)]);
      await stage.end();
      stage.expect(
        await count(sql`select count(*) from orders where merchant_id = ${member.merchant.id}`),
        1,
        "orders",
      );
      stage.expect([await rowsOf(first.orderId), await intentsOf(first.orderId)], [1, 1], "payments and intents");
      await stage.expectBought(first.orderId, [name]);
    },
  },
  {
    label: "P-6 every webhook is lost and nobody comes back",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("silent");
      const { orderId, payUrl } = await stage.place([name]);
      platform.world.stripe?.control.dropNextWebhooks(1000);
      await platform.pay(payUrl);
      const paidAt = platform.clock.now().getTime();
      await platform.run(15 * MINUTE, async () => (await stage.standing(orderId)).asked.length > 0);
      stage.expect(platform.clock.now().getTime() - paidAt <= 15 * MINUTE, true, "the saga began within 15 minutes");
      await stage.end();
      platform.world.stripe?.control.reset();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-7 a webhook arrives 50 times in parallel",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("flood");
      const { orderId, payUrl } = await stage.place([name]);
      await platform.pay(payUrl);
      platform.deliveries.length = 0;
      await platform.settle();
      const flood = platform.deliveries.flatMap((delivery) => Array.from({ length: 50 }, () => delivery));
      const statuses = await Promise.all(
        flood.map(async ({ body, signature }) => {
          const headers = { "content-type": "application/json", "stripe-signature": signature };
          return (await fetch(platform.webhookUrl, { method: "POST", body, headers })).status;
        }),
      );
      stage.expect(statuses.filter((status) => status !== 200).length, 0, "deliveries that were refused");
      await stage.end();
      stage.expect((await stage.standing(orderId)).asked, ["confirmed"], "registrations asked for");
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-8 events arrive in reverse, and the hold is gone already",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("reverse");
      const { orderId, payUrl } = await stage.place([name]);
      platform.holdWebhooks();
      await platform.pay(payUrl);
      await loseHold(stage, orderId);
      await platform.releaseWebhooks("reverse");
      await stage.end();
      await stage.expectOrder(orderId, { asked: [] });
      await stage.expectVoid(orderId, { [name]: "cancelled:cancelled" }, "cancelled");
    },
  },
  {
    label: "P-8 events arrive in reverse",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("backwards");
      const { orderId, payUrl } = await stage.place([name]);
      platform.holdWebhooks();
      await platform.pay(payUrl);
      await platform.releaseWebhooks("reverse");
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-2 the payment page's 500 is replayed by its key",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("page");
      platform.world.stripe?.control.failNext({ match: "POST /v1/checkout/sessions", mode: "500-stored" });
      const member = await platform.merchant();
      await place(platform, member, [name]).catch(() => {});
      await platform.run(2 * HOUR);
      const { orderId } = await stage.buy([name], undefined, member);
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-31 two merchants order one name in the same second",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("wanted");
      const members = [await platform.merchant(), await platform.merchant()];
      const orders = await Promise.allSettled(
        members.map(async (member) => {
          await addToCart(member.ctx, { ...key, name });
          const { version } = await getCart(member.ctx, key);
          return placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version });
        }),
      );
      const won = orders.flatMap((order) => (order.status === "fulfilled" ? [order.value] : []));
      const lost = orders.flatMap((order) => (order.status === "rejected" ? [String(order.reason)] : []));
      stage.expect(won.length, 1, `merchants who may pay (${lost})`);
      for (const { orderId, payUrl } of won) {
        stage.orders.push(orderId);
        await platform.pay(payUrl);
      }
      await stage.end();
      for (const { orderId } of won) await stage.expectBought(orderId, [name]);
      const loser = members[orders.findIndex((order) => order.status === "rejected")];
      if (!loser) return;
      const kept = await getCart(loser.ctx, key);
      stage.expect(kept.lines.length, 1, "names in the other's cart");
    },
  },
  {
    label: "P-10 a quote lapsed before the order",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("late");
      const member = await platform.merchant();
      await addToCart(member.ctx, { ...key, name });
      const { version } = await getCart(member.ctx, key);
      platform.clock.advance(31 * MINUTE + SECOND);
      const late = await placeOrder(member.ctx, { contactId: member.contact.id, cartVersion: version }).catch(
        () => null,
      );
      stage.expect(late, null, "what a lapsed quote buys");
      const { orderId } = await asPerson(platform, () => stage.buy([name], undefined, member));
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
];
