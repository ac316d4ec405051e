import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY } from "@/lib/kernel/clock";
import { correctCode } from "@/lib/orders/correct-code";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { refundOrder } from "@/lib/orders/refund-order";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { invoiceDueRenewals } from "@/lib/renewals/invoice-due-renewals";
import { renewNow } from "@/lib/renewals/renew-now";
import { asPerson, type Flow, type Member, outcome } from "./flows";
import { asAdmin, holdName, merchantWithCard } from "./holdings";
import type { Platform } from "./platform";
import type { Stage } from "./stage";

/** Pays what a name needs next on Stripe's page: a year, or to be restored. */
export async function renewByPage(platform: Platform, member: Member, domainId: string): Promise<string> {
  const { orderId, payUrl } = await asPerson(platform, () => renewNow(member.ctx, { domainId }));
  await platform.pay(payUrl);
  await asPerson(platform, () => returnFromPayment(member.ctx, { orderId }));
  return orderId;
}

/** Has due renewals invoiced and waits until the ladder has brought the invoice of a name to its end; the orders it took. */
export async function renewByCard(platform: Platform, domainId: string, ms = 10 * DAY): Promise<string[]> {
  await asPerson(platform, () => invoiceDueRenewals(platform.ctx));
  const ended = async () => {
    const open = await db().execute(sql`select from invoices v join invoice_lines l on l.invoice_id = v.id
      where l.domain_id = ${domainId} and v.state = 'open'`);
    return open.length === 0;
  };
  await platform.run(ms, ended);
  const orders = await db().execute<{ id: string }>(
    sql`select distinct order_id as id from order_items where domain_id = ${domainId}`,
  );
  return orders.map(({ id }) => id);
}

/** Orders and pays a transfer to us. */
export async function bringHere(
  platform: Platform,
  member: Member,
  name: string,
  authCode = `code-${name}`,
): Promise<string> {
  const wanted = { name, authCode, contactId: member.contact.id, privacy: true };
  const { orderId, payUrl } = await asPerson(platform, () => orderTransfer(member.ctx, wanted));
  await platform.pay(payUrl);
  await asPerson(platform, () => returnFromPayment(member.ctx, { orderId }));
  return orderId;
}

/** Lets time pass until an auth code was refused, and gives the right one. */
export async function giveRightCode(
  platform: Platform,
  member: Member,
  orderId: string,
  name: string,
): Promise<boolean> {
  const asked = async () => {
    const rows = await db().execute(
      sql`select from order_items where order_id = ${orderId} and (failure_reason = 'auth_code' or ended_at is not null)`,
    );
    return rows.length > 0;
  };
  if (!(await platform.run(4 * DAY, asked))) return false;
  await asPerson(platform, () => correctCode(member.ctx, { orderId, authCode: `code-${name}` }));
  return true;
}

/** What the registrar shows of a name: years gained since it was put there, charges by their verb. */
export async function gained(stage: Stage, name: string, before: Date): Promise<{ years: number; charged: string[] }> {
  const { registrar } = stage.platform.world;
  const held = (await registrar.holdings()).find((one) => one.name === name);
  const charged = (await registrar.charges()).filter((charge) => charge.name === name).map(({ verb }) => verb);
  const years = held ? Math.round((held.expiresAt.getTime() - before.getTime()) / (365 * DAY)) : -1;
  return { years, charged };
}

const renewed = async (stage: Stage, orderIds: string[], verb = "renew") => {
  const [order] = await db().execute<{ name: string; before: string; state: string }>(sql`
    select i.name_ascii as name, coalesce(i.expiry_before, d.expires_at) as before, o.state from orders o
    join order_items i on i.order_id = o.id join domains d on d.id = i.domain_id
    where o.id in ${orderIds} order by o.invoice_try desc limit 1`);
  if (!order) return stage.problem("no order was made");
  stage.expect(order.state, "completed", "the order");
  const { charged } = await gained(stage, order.name, new Date(order.before));
  stage.expect(charged, [verb], "charges of the registrar");
};

const transferState = (state: string) => async (stage: Stage, orderIds: string[]) => {
  for (const orderId of orderIds) {
    await stage.expectOrder(orderId, { state, held: 0 });
    const [money] = await db().execute<{ kept: number }>(
      sql`select coalesce(sum(captured_minor - refunded_minor), 0)::int as kept from payments where order_id = ${orderId}`,
    );
    stage.expect(money?.kept, await stage.due(orderId), "what was kept of the money");
  }
};

/** What comes after the sale: years more, names from elsewhere, names brought back, money given back. */
export const errands: Flow[] = [
  {
    name: "renew",
    points: "shapes",
    async begin({ platform, tag }) {
      const { id } = await holdName(platform, await merchantWithCard(platform), `${tag}-kept.com`, 40);
      return () => renewByCard(platform, id);
    },
    check: renewed,
  },
  {
    name: "renew-page",
    points: "new",
    async begin({ platform, tag }) {
      const member = await platform.merchant();
      const { id } = await holdName(platform, member, `${tag}-kept.com`, 200);
      return async () => [await renewByPage(platform, member, id)];
    },
    check: renewed,
  },
  {
    name: "transfer",
    points: "shapes",
    async begin({ platform, tag }) {
      const member = await platform.merchant();
      return async () => [await bringHere(platform, member, `${tag}-quick-elsewhere.com`)];
    },
    check: transferState("completed"),
  },
  {
    name: "transfer-corrected",
    points: "new",
    async begin({ platform, tag }) {
      const member = await platform.merchant();
      const name = `${tag}-quick-elsewhere.com`;
      return async () => {
        const orderId = await bringHere(platform, member, name, "not-the-code");
        await giveRightCode(platform, member, orderId, name);
        return [orderId];
      };
    },
    check: transferState("completed"),
  },
  {
    name: "transfer-refused",
    points: "new",
    async begin({ platform, tag }) {
      const member = await platform.merchant();
      return async () => [await bringHere(platform, member, `${tag}-quick-elsewhere-transfer-refused.com`)];
    },
    check: transferState("failed"),
  },
  {
    name: "restore",
    points: "new",
    async begin({ platform, tag }) {
      const member = await platform.merchant();
      const { id } = await holdName(platform, member, `${tag}-back.com`, -50);
      return async () => [await renewByPage(platform, member, id)];
    },
    check: (stage, orderIds) => renewed(stage, orderIds, "restore"),
  },
  {
    name: "refund",
    points: "new",
    async begin({ platform, tag }) {
      const member = await platform.merchant();
      const { id } = await holdName(platform, member, `${tag}-sorry.com`, 200);
      const orderId = await renewByPage(platform, member, id);
      await outcome(platform, [orderId]);
      const admin = await asAdmin(platform);
      return async () => {
        const wish = { orderId, amountMinor: 500, reason: "Goodwill", to: "card" as const };
        await asPerson(platform, async () => {
          const before = await db().execute(sql`select from refunds where order_id = ${orderId}`);
          if (before.length === 0) await refundOrder(admin, wish);
        });
        return [orderId];
      };
    },
    async check(stage, [orderId = ""]) {
      const [row] = await db().execute<{ back: number }>(
        sql`select sum(refunded_minor)::int as back from payments where order_id = ${orderId}`,
      );
      stage.expect(row?.back, 500, "what was given back");
    },
  },
];
