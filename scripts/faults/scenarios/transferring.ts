import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/errors";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { invoiceDueRenewals } from "@/lib/renewals/invoice-due-renewals";
import { markTransferredAway } from "@/lib/transfers/mark-transferred-away";
import { bringHere, giveRightCode } from "../errand-flows";
import { holdName, merchantWithCard } from "../holdings";
import type { Stage } from "../stage";
import type { Scenario } from "./scenario";

/** Orders and pays a transfer, and lets what is due at once happen. */
async function bring(stage: Stage, spelling: string, code?: string) {
  const member = await stage.platform.merchant();
  const name = stage.name(spelling);
  const orderId = await bringHere(stage.platform, member, name, code);
  stage.orders.push(orderId);
  await stage.platform.settle();
  return { member, name, orderId };
}

async function expectHere(stage: Stage, orderId: string, name: string, price = 0): Promise<void> {
  await stage.expectOrder(orderId, { state: "completed", items: { [name]: "registered" }, held: 0, owed: 0 });
  const { registrar } = stage.platform.world;
  const charged = (await registrar.charges()).filter((charge) => charge.name === name).map(({ verb }) => verb);
  stage.expect(charged, ["transfer"], "charges of the registrar");
  const held = (await registrar.holdings()).find((one) => one.name === name);
  const [row] = await db().execute<{ ends: string }>(
    sql`select expires_at as ends from domains where name_ascii = ${name} and registration = 'active'`,
  );
  stage.expect(row && new Date(row.ends), held?.expiresAt, "its expiry");
  stage.expect((await keptOf(orderId)) >= price, true, "what was paid");
}

async function keptOf(orderId: string): Promise<number> {
  const [row] = await db().execute<{ kept: number }>(
    sql`select coalesce(sum(captured_minor - refunded_minor), 0)::int as kept from payments where order_id = ${orderId}`,
  );
  return row?.kept ?? -1;
}

/** Ended without the name: nothing is kept, no code is left. */
async function expectReturned(stage: Stage, orderId: string, name: string, why: string): Promise<void> {
  await stage.expectOrder(orderId, { state: "failed", items: { [name]: why }, held: 0 });
  stage.expect(await keptOf(orderId), 0, "what was kept of the money");
  const codes = await db().execute(
    sql`select from transfer_codes t join order_items i on i.id = t.order_item_id where i.order_id = ${orderId}`,
  );
  stage.expect(codes.length, 0, "codes at rest");
}

const mishaps = [
  "timeout-done",
  "timeout-not-done",
  "garbage",
  "garbage-not-done",
  "error-500",
  "error-500-done",
  "duplicate",
];

export const transferringScenarios: Scenario[] = [
  {
    label: "T-1 a wrong code is corrected",
    async play(stage) {
      const { member, name, orderId } = await bring(stage, "quick-elsewhere-corrected", "not-the-code");
      stage.expect(await giveRightCode(stage.platform, member, orderId, name), true, "another code was asked for");
      await stage.end();
      await expectHere(stage, orderId, name);
    },
  },
  {
    label: "T-1 a wrong code is never corrected",
    long: true,
    async play(stage) {
      const { name, orderId } = await bring(stage, "quick-elsewhere-forgotten", "not-the-code");
      await stage.end(20 * DAY);
      await expectReturned(stage, orderId, name, "refused:not_corrected");
    },
  },
  ...["locked", "young", "in-redemption"].map(
    (obstacle): Scenario => ({
      label: `T-1 ${obstacle}`,
      async play(stage) {
        const { name, orderId } = await bring(stage, `elsewhere-${obstacle}`);
        await stage.end();
        await expectReturned(stage, orderId, name, "refused:not_transferable");
      },
    }),
  ),
  ...mishaps.map(
    (fault): Scenario => ({
      label: `T-2 transfer-${fault}`,
      long: fault !== "timeout-done" && fault !== "timeout-not-done",
      async play(stage) {
        const { name, orderId } = await bring(stage, `quick-elsewhere-transfer-${fault}`);
        await stage.end();
        await expectHere(stage, orderId, name);
      },
    }),
  ),
  {
    label: "T-3 it arrives while nobody looks",
    async play(stage) {
      const { name, orderId } = await bring(stage, "elsewhere-alone");
      await stage.platform.killProcess();
      stage.platform.clock.advance(8 * DAY);
      await stage.platform.world.registrar.settle();
      await stage.platform.startProcess();
      await stage.end();
      await expectHere(stage, orderId, name);
    },
  },
  {
    label: "T-4 the losing registrar refuses",
    async play(stage) {
      const { name, orderId } = await bring(stage, "quick-elsewhere-transfer-refused");
      stage.expect((await keptOf(orderId)) > 0, true, "taken when it was accepted");
      await stage.end();
      await expectReturned(stage, orderId, name, "refused:policy");
    },
  },
  {
    label: "T-5 stuck for longer than fourteen days",
    long: true,
    async play(stage) {
      const { orderId } = await bring(stage, "elsewhere-transfer-stuck");
      await stage.platform.run(15 * DAY);
      stage.expect((await stage.standing(orderId)).cases, ["transfer_slow"], "a person who was asked");
    },
  },
  {
    label: "T-6 somebody else orders the same name",
    async play(stage) {
      const { name, orderId } = await bring(stage, "quick-elsewhere-wanted");
      const other = await stage.platform.merchant();
      const wish = { name, authCode: `code-${name}`, contactId: other.contact.id, privacy: true };
      const refusal = await orderTransfer(other.ctx, wish).then(
        () => "it was taken",
        (error) => (error instanceof AppError ? error.code : error),
      );
      stage.expect(refusal, "conflict", "the second order");
      await stage.end();
      await expectHere(stage, orderId, name);
    },
  },
  {
    label: "T-7 a name leaves without being asked for here",
    async play(stage) {
      const { platform } = stage;
      const held = await holdName(platform, await merchantWithCard(platform), stage.name("gone"), 40);
      await platform.world.registrar.transferAway(held.name);
      await markTransferredAway(platform.ctx, { domainId: held.id });
      await platform.inProcess(() => invoiceDueRenewals(platform.ctx));
      const rows = await db().execute<{ what: string }>(sql`select kind as what from cases where subject_id = ${held.id}
        union all select 'invoice' from invoice_lines where domain_id = ${held.id}`);
      stage.expect(
        rows.map(({ what }) => what),
        ["left_unasked"],
        "what came of it",
      );
    },
  },
  {
    label: "T-8 the code is at rest only sealed, and gone at the end",
    async play(stage) {
      const { name, orderId } = await bring(stage, "quick-elsewhere-sealed");
      const [row] = await db().execute<{ sealed: string }>(
        sql`select sealed from transfer_codes t join order_items i on i.id = t.order_item_id where i.order_id = ${orderId}`,
      );
      stage.expect(row?.sealed.startsWith("v1.") && !row.sealed.includes(name), true, "the code is sealed");
      await stage.end();
      await expectHere(stage, orderId, name);
    },
  },
  {
    label: "T-8 the code of a transfer that nobody paid is gone, too",
    async play(stage) {
      const member = await stage.platform.merchant();
      const name = stage.name("elsewhere-unpaid");
      const wish = { name, authCode: `code-${name}`, contactId: member.contact.id, privacy: true };
      const { orderId } = await orderTransfer(member.ctx, wish);
      await cancelOrder(member.ctx, { orderId });
      stage.orders.push(orderId);
      await stage.end();
      stage.expect((await stage.standing(orderId)).state, "cancelled", "the order");
    },
  },
];
