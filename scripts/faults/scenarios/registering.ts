import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { factoryContact } from "@/db/factories";
import { HOUR, SECOND } from "@/lib/kernel/clock";
import { correctContact } from "@/lib/orders/correct-contact";
import type { Stage } from "../stage";
import type { Scenario } from "./scenario";

const again = ["refused", "confirmed"];
/** Names that spell a fault on the way to the registrar, are registered all the same, and what became of each request. */
const survived = [
  ["P-14", "timeout-done", ["confirmed"]],
  ["P-15", "error-500-done", ["confirmed"]],
  ["P-17", "garbage", ["confirmed"]],
  ["P-17", "garbage-not-done", again],
  ["P-16", "error-500", again],
  ["P-15", "duplicate", ["confirmed"]],
  ["P-35", "rate-limited", ["refused", ...again]],
  ["P-35", "unauthorised", again],
  ["P-18", "listing-lag", ["confirmed"]],
  ["P-33", "dns-down", ["confirmed"]],
  ["P-33", "auto-renew-stuck", ["confirmed"]],
] as const;

const refused = [
  ["P-11", "taken-at-register", "refused:unavailable"],
  ["P-11", "refused-later", "refused:unavailable"],
  ["P-19", "policy", "refused:policy"],
] as const;

/** The registrar asks another price than at the quote, from the next question on. */
function reprice(stage: Stage, registerMinor: number, premium: boolean): void {
  const price = { registerMinor, renewMinor: registerMinor, premium, currency: "USD" };
  // Met once for the quote; the next time is the preflight.
  stage.faults.at("out:sandbox:price:before", () => Response.json({ price }), 2);
}

async function buyAtOtherPrice(stage: Stage, registerMinor: number, premium: boolean, reason: string): Promise<void> {
  const name = stage.name("dearer");
  reprice(stage, registerMinor, premium);
  const { orderId } = await stage.buy([name]);
  await stage.end();
  await stage.expectOrder(orderId, { asked: [] });
  await stage.expectVoid(orderId, { [name]: `refused:${reason}` });
}

async function refuseAtRegistration(stage: Stage, mode: "price-rise" | "premium-surprise", reason: string) {
  const name = stage.name("surprise");
  stage.platform.world.registrar.failNext({ verb: "register", mode, name });
  const { orderId } = await stage.buy([name]);
  await stage.end();
  await stage.expectVoid(orderId, { [name]: `refused:${reason}` });
}

export const registeringScenarios: Scenario[] = [
  ...survived.map(([row, fault, asked]) => ({
    label: `${row} ${fault}`,
    async play(stage: Stage) {
      const name = stage.name(fault);
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.expectOrder(orderId, { asked: [...asked] });
      await stage.expectBought(orderId, [name]);
    },
  })),
  ...refused.map(([row, fault, end]) => ({
    label: `${row} ${fault}`,
    async play(stage: Stage) {
      const name = stage.name(fault);
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.expectVoid(orderId, { [name]: end });
    },
  })),
  {
    label: "P-10 the price rose since the quote",
    play: (stage) => buyAtOtherPrice(stage, 1499, false, "price"),
  },
  {
    label: "P-10 the name became premium since the quote",
    play: (stage) => buyAtOtherPrice(stage, 999, true, "premium"),
  },
  { label: "P-10 price-rise at the registration", play: (stage) => refuseAtRegistration(stage, "price-rise", "price") },
  {
    label: "P-10 premium-surprise at the registration",
    play: (stage) => refuseAtRegistration(stage, "premium-surprise", "premium"),
  },
  {
    label: "P-16 timeout-not-done is repeated only after two looks",
    async play(stage) {
      const name = stage.name("timeout-not-done");
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.expectBought(orderId, [name]);
      const [first, second] = await db().execute<{ at: string; looks: number; refusal: { reason: string } | null }>(sql`
        select created_at as at, looks, refusal from operations where order_id = ${orderId} and verb = 'register' order by attempt`);
      stage.expect([first?.refusal?.reason, (first?.looks ?? 0) >= 2], ["not_done", true], "the first try");
      const apartMs = new Date(second?.at ?? 0).getTime() - new Date(first?.at ?? 0).getTime();
      stage.expect(apartMs >= 120 * SECOND, true, `the second try is ${apartMs} ms after the first, beyond the delay`);
    },
  },
  {
    label: "P-18 timeout-done at a registrar whose lists lag",
    async play(stage) {
      const name = stage.name("timeout-done");
      await stage.platform.world.registrar.setProfile("lagging");
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.platform.world.registrar.setProfile("async");
      await stage.expectOrder(orderId, { asked: ["confirmed"] });
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-14 timeout-done at a registrar that keeps no list of operations",
    async play(stage) {
      const name = stage.name("timeout-done");
      await stage.platform.world.registrar.setProfile("sync");
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.platform.world.registrar.setProfile("async");
      await stage.expectOrder(orderId, { asked: ["confirmed"] });
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-23 it is registered, and the read that proves it fails for an hour",
    async play(stage) {
      const { platform } = stage;
      const name = stage.name("unread");
      stage.faults.at("out:sandbox:register:after", () => {
        platform.world.registrar.failNext({ verb: "domain", mode: "registrar-down", times: 100_000 });
        return undefined;
      });
      const { orderId } = await stage.buy([name]);
      await platform.run(HOUR);
      const { asked, taken, held } = await stage.standing(orderId);
      stage.expect([asked, taken, held > 0], [["sent"], 0, true], "asked once, nothing taken, and the hold kept");
      platform.world.registrar.clearFaults();
      await stage.end();
      await stage.expectOrder(orderId, { asked: ["confirmed"] });
      await stage.expectBought(orderId, [name]);
    },
  },
  ...(["sync", "idempotent", "lagging"] as const).map((profile) => ({
    label: `P-15 duplicate at a registrar that is ${profile}`,
    async play(stage: Stage) {
      const names = [stage.name("duplicate"), stage.name("plain", "net")];
      await stage.platform.world.registrar.setProfile(profile);
      const { orderId } = await stage.buy(names);
      await stage.end();
      await stage.platform.world.registrar.setProfile("async");
      await stage.expectBought(orderId, names);
    },
  })),
  {
    label: "P-19 a refused contact is corrected",
    async play(stage) {
      const name = stage.name("contact-refused");
      const { orderId, member } = await stage.buy([name]);
      await stage.platform.run(HOUR);
      await stage.expectOrder(orderId, { state: "fulfilling", items: { [name]: "registering:contact" }, taken: 0 });
      const { ctx } = member;
      await correctContact(ctx, { orderId, contact: { ...factoryContact, phone: "+15552368799" } });
      await stage.end();
      await stage.expectBought(orderId, [name]);
    },
  },
  {
    label: "P-19 a refused contact is not corrected in time",
    async play(stage) {
      const name = stage.name("contact-refused");
      const { orderId } = await stage.buy([name]);
      await stage.end();
      await stage.expectVoid(orderId, { [name]: "refused:not_corrected" });
    },
  },
  {
    label: "P-24 other-owner",
    async play(stage) {
      const name = stage.name("other-owner");
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(3 * HOUR);
      await stage.expectVoid(orderId, { [name]: "refused:wrong_owner" });
      await stage.expectOrder(orderId, { cases: ["wrong_owner"] });
    },
  },
  {
    label: "P-24 another registrant is read back",
    async play(stage) {
      const name = stage.name("stranger");
      await stage.platform.worldSql.unsafe(`
        create or replace function safety.steal() returns trigger language plpgsql as $$ begin
          if new.name like '%-stranger.com' then
            new.contact := jsonb_set(new.contact, '{email}', '"mallory@example.com"');
          end if; return new; end $$;
        create or replace trigger steal before insert on sandbox.registrar_domains for each row execute function safety.steal()`);
      const { orderId } = await stage.buy([name]);
      await stage.platform.run(2 * HOUR);
      await stage.expectVoid(orderId, { [name]: "refused:wrong_owner" });
      await stage.expectOrder(orderId, { cases: ["wrong_owner"] });
      await stage.platform.worldSql`delete from sandbox.registrar_charges where name = ${name}`;
    },
  },
];
