import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { makeAdmin } from "@/db/factories";
import { DAY, HOUR, MINUTE } from "@/lib/kernel/clock";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { judgeOrder } from "@/lib/orders/judge-order";
import type { Stage } from "../stage";
import type { Scenario } from "./scenario";

/** An order that is paid while the registrar answers no question, so that nothing was asked of it yet. */
async function heldUp(stage: Stage, names: string[]) {
  const { platform } = stage;
  const { orderId, payUrl, member } = await stage.place(names);
  platform.world.registrar.failNext({ verb: "price", mode: "registrar-down", times: 100_000 });
  await platform.pay(payUrl);
  await platform.run(10 * MINUTE);
  stage.expect((await stage.standing(orderId)).asked, [], "asked of a registrar that does not tell its price");
  return { orderId, member, letGo: () => platform.world.registrar.clearFaults() };
}

export const decidingScenarios: Scenario[] = [
  {
    label: "P-30 cancelled before the registrar was asked",
    async play(stage) {
      const name = stage.name("early");
      const { orderId, member, letGo } = await heldUp(stage, [name]);
      await cancelOrder(member.ctx, { orderId });
      letGo();
      await stage.end();
      await stage.expectOrder(orderId, { asked: [] });
      await stage.expectVoid(orderId, { [name]: "cancelled:cancelled" }, "cancelled");
    },
  },
  {
    label: "P-30 cancelled between the price and the request",
    async play(stage) {
      const { faults, platform } = stage;
      const name = stage.name("between");
      const { orderId, payUrl, member } = await stage.place([name]);
      faults.at("out:sandbox:price:after", () => cancelOrder(member.ctx, { orderId }).then(() => undefined), 2);
      await platform.pay(payUrl);
      await stage.end();
      await stage.expectOrder(orderId, { asked: [] });
      await stage.expectVoid(orderId, { [name]: "cancelled:cancelled" }, "cancelled");
    },
  },
  {
    label: "P-30 cancelled while the registrar is asked",
    async play(stage) {
      const { faults, platform } = stage;
      const [asked, waiting] = [stage.name("asked"), stage.name("slow-30s", "net")];
      const { orderId, payUrl, member } = await stage.place([asked, waiting]);
      faults.at("out:sandbox:register:before", () => cancelOrder(member.ctx, { orderId }).then(() => undefined), 2);
      await platform.pay(payUrl);
      await stage.end();
      await stage.expectBought(orderId, [asked, waiting]);
    },
  },
  {
    label: "P-30 cancelled on the payment page, which is paid all the same",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("race");
      const { orderId, payUrl, member } = await stage.place([name]);
      await Promise.all([platform.pay(payUrl), cancelOrder(member.ctx, { orderId })]);
      await stage.end();
      const { state } = await stage.standing(orderId);
      if (state === "completed") await stage.expectBought(orderId, [name]);
      else await stage.expectVoid(orderId, { [name]: "cancelled:cancelled" }, "cancelled");
    },
  },
  {
    label: "P-32 flagged as fraud before the registrar was asked, then refused",
    async play(stage) {
      const name = stage.name("flagged");
      const { orderId, letGo } = await heldUp(stage, [name]);
      const admin = await makeAdmin({ clock: stage.platform.clock });
      await judgeOrder(admin.ctx, { orderId, verdict: "flag" });
      letGo();
      await stage.platform.run(2 * HOUR);
      await stage.expectOrder(orderId, { state: "fulfilling", asked: [], taken: 0 });
      await judgeOrder(admin.ctx, { orderId, verdict: "refuse" });
      await stage.end();
      await stage.expectVoid(orderId, { [name]: "fraud:fraud" });
    },
  },
  {
    label: "P-32 flagged as fraud while the registrar is at it, then passed",
    async play(stage) {
      const name = stage.name("slow-30s");
      const { orderId } = await stage.buy([name]);
      const admin = await makeAdmin({ clock: stage.platform.clock });
      await judgeOrder(admin.ctx, { orderId, verdict: "flag" });
      await stage.platform.run(HOUR);
      await judgeOrder(admin.ctx, { orderId, verdict: "pass" }).catch(() => {});
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-32 flagged as fraud, and nobody decides before the hold ends",
    long: true,
    async play(stage) {
      const name = stage.name("undecided");
      const { orderId, letGo } = await heldUp(stage, [name]);
      const admin = await makeAdmin({ clock: stage.platform.clock });
      await judgeOrder(admin.ctx, { orderId, verdict: "flag" });
      letGo();
      await stage.end();
      await stage.expectVoid(orderId, { [name]: "cancelled:hold_lapsed" });
    },
  },
  {
    label: "P-32 flagged as fraud, and passed only when the hold is about to end",
    long: true,
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("late");
      const { orderId, letGo } = await heldUp(stage, [name]);
      const admin = await makeAdmin({ clock: platform.clock });
      await judgeOrder(admin.ctx, { orderId, verdict: "flag" });
      letGo();
      const [hold] = await db().execute<{ before: string }>(
        sql`select capture_before as before from payments where order_id = ${orderId} and state = 'held'`,
      );
      await platform.run(new Date(hold?.before ?? 0).getTime() - platform.clock.now().getTime() - HOUR);
      await judgeOrder(admin.ctx, { orderId, verdict: "pass" }).catch(() => {});
      await stage.end();
      await stage.expectVoid(orderId, { [name]: "cancelled:hold_lapsed" });
    },
  },
  {
    label: "P-34 the balance at the registrar is too low, then topped up",
    async play(stage) {
      const { registrar } = stage.platform.world;
      const name = stage.name("poor");
      await registrar.setBalance(100);
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(DAY);
      await stage.expectOrder(orderId, { state: "fulfilling", taken: 0, cases: ["registrar_balance"] });
      await registrar.setBalance(100_000);
      await stage.end();
      await registrar.setBalance(null);
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-34 the balance at the registrar is never topped up",
    long: true,
    async play(stage) {
      const { registrar } = stage.platform.world;
      const name = stage.name("broke");
      await registrar.setBalance(100);
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await registrar.setBalance(null);
      await stage.expectVoid(orderId, { [name]: "refused:not_done" });
    },
  },
  {
    label: "P-35 a registrar that is down for longer than anybody waits",
    long: true,
    async play(stage) {
      const name = stage.name("registrar-down");
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.expectVoid(orderId, { [name]: "refused:not_done" });
    },
  },
];
