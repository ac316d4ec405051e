import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY } from "@/lib/kernel/clock";
import type { Stage } from "../stage";
import { loseHold } from "./paying";
import type { Scenario } from "./scenario";

/** Held when its owner is there, refused when not. */
const onlyInPerson = "4000002760003184";
const capture = "POST /v1/payment_intents/:id/capture";

/** Buys with a card whose owner passes 3-D Secure. */
async function buyInPerson(stage: Stage, names: string[]): Promise<string> {
  const { orderId, payUrl } = await stage.place(names);
  await stage.platform.passChallenge(await stage.platform.pay(payUrl, onlyInPerson));
  await stage.platform.settle();
  return orderId;
}

/** The hold is gone at the moment of the capture, or a moment before. */
async function loseHoldAtCapture(stage: Stage, names: string[], pay: (names: string[]) => Promise<string>) {
  let orderId = "";
  stage.faults.at("out:stripe:POST /v1/payment_intents/:id/capture:before", async () => {
    await loseHold(stage, orderId);
    return undefined;
  });
  const { orderId: placed, payUrl } = await stage.place(names);
  orderId = placed;
  await pay([payUrl]);
  await stage.end();
  return orderId;
}

async function expectUnpaid(stage: Stage, orderId: string, names: string[], taken = 0): Promise<void> {
  const owed = (await stage.due(orderId)) - taken;
  await stage.expectOrder(orderId, {
    state: "completed",
    items: Object.fromEntries(names.map((name) => [name, "registered"])),
    owed,
    taken,
    held: 0,
  });
  stage.expect(
    (await stage.standing(orderId)).cases.includes("registered_unpaid"),
    true,
    "a case of registered_unpaid",
  );
  const rows = await db().execute(sql`select from domains d join order_items i on i.id = d.order_item_id
    where i.order_id = ${orderId} and d.attention @> '[{"kind": "pay"}]'`);
  stage.expect(rows.length, names.length, "names that ask for payment");
}

export const holdingScenarios: Scenario[] = [
  {
    label: "P-12 pending-3d",
    async play(stage) {
      const name = stage.name("pending-3d");
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(2.9 * DAY);
      await stage.expectOrder(orderId, { state: "fulfilling", taken: 0 });
      stage.expect((await stage.standing(orderId)).held > 0, true, "the hold is kept");
      await stage.end();
      await stage.expectOrder(orderId, { asked: ["confirmed"] });
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-12 pending-forever",
    long: true,
    async play(stage) {
      const name = stage.name("pending-forever");
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(12 * DAY);
      await stage.expectOrder(orderId, { state: "fulfilling", taken: 0 });
      const { held, cases } = await stage.standing(orderId);
      stage.expect([held > 0, cases.includes("registration_slow")], [true, true], "a hold, and a person who was asked");
    },
  },
  {
    label: "P-20 pending beyond the hold: a new hold covers it",
    long: true,
    async play(stage) {
      const name = stage.name("pending-8d");
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(7.5 * DAY);
      stage.expect((await stage.standing(orderId)).held > 0, true, "a hold beyond the first one's end");
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-20 pending beyond two holds",
    long: true,
    async play(stage) {
      const name = stage.name("pending-13d");
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(12 * DAY);
      stage.expect((await stage.standing(orderId)).held > 0, true, "a hold beyond the second one's end");
      const gaps = await db().execute(sql`select from payments where order_id = ${orderId} and state = 'expired'`);
      stage.expect(gaps.length, 0, "holds that ended before the next one stood");
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-21 pending beyond the hold, and the card refuses a new one",
    long: true,
    async play(stage) {
      const name = stage.name("pending-8d");
      const orderId = await buyInPerson(stage, [name]);
      await stage.platform.run(6.9 * DAY);
      stage.expect(
        (await stage.standing(orderId)).cases.includes("hold_lapsing"),
        true,
        "a case before the hold lapses",
      );
      await stage.end();
      await expectUnpaid(stage, orderId, [name]);
    },
  },
  {
    label: "P-27 the hold is gone at the capture: the saved card is charged",
    async play(stage) {
      const name = stage.name("gone");
      const orderId = await loseHoldAtCapture(stage, [name], ([url = ""]) => stage.platform.pay(url));
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-27 the hold is gone at the capture, and the saved card refuses",
    async play(stage) {
      const name = stage.name("unpaid");
      const orderId = await loseHoldAtCapture(stage, [name], async ([url = ""]) =>
        stage.platform.passChallenge(await stage.platform.pay(url, onlyInPerson)),
      );
      await expectUnpaid(stage, orderId, [name]);
    },
  },
  ...(["500", "500-stored", "500-stored-after-effect", "after-effect-no-reply", "garbage", "429"] as const).flatMap(
    (mode): Scenario[] => [
      {
        label: `P-26 capture: ${mode}`,
        async play(stage) {
          const name = stage.name("capture");
          stage.platform.world.stripe?.control.failNext({ match: capture, mode });
          const { orderId } = await stage.buy([name]);
          await stage.end();
          await stage.expectBought(orderId, [name]);
        },
      },
      {
        label: `P-26 release: ${mode}`,
        async play(stage) {
          const name = stage.name("policy");
          stage.platform.world.stripe?.control.failNext({ match: "POST /v1/payment_intents/:id/cancel", mode });
          const { orderId } = await stage.buy([name]);
          await stage.end();
          await stage.expectVoid(orderId, { [name]: "refused:policy" });
        },
      },
      {
        label: `P-20 new hold: ${mode}`,
        long: true,
        async play(stage) {
          const name = stage.name("pending-8d");
          const { orderId } = await stage.buy([name]);
          stage.platform.world.stripe?.control.failNext({ match: "POST /v1/payment_intents", mode });
          await stage.end();
          await stage.expectBought(orderId, [name]);
        },
      },
    ],
  ),
  {
    label: "P-26 capture: 500-stored three times over",
    async play(stage) {
      const name = stage.name("stubborn");
      stage.platform.world.stripe?.control.failNext({ match: capture, mode: "500-stored", times: 3 });
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
];
