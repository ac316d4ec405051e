import { factoryContact } from "@/db/factories";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/errors";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { correctContact } from "@/lib/orders/correct-contact";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { bringHere, giveRightCode, renewByCard, renewByPage } from "./errand-flows";
import type { PlannedFault } from "./fault-injector";
import { kindsAt } from "./fault-kinds";
import { asPerson, type Member, place } from "./flows";
import { holdName, merchantWithCard } from "./holdings";
import type { Random } from "./random";
import type { Stage } from "./stage";

/** What a name may spell; nothing is by far the most likely. */
const spellings = [
  ...["timeout-done", "timeout-not-done", "garbage", "garbage-not-done", "error-500", "error-500-done", "duplicate"],
  ...["rate-limited", "unauthorised", "taken-at-register", "refused-later", "slow-30s", "pending-3d", "pending-8d"],
  ...["contact-refused", "policy", "listing-lag", "dns-down", "other-owner", "auto-renew-stuck"],
];
const mishaps = ["timeout-done", "timeout-not-done", "garbage", "error-500", "error-500-done", "duplicate", "slow-30s"];
const cards = ["4242424242424242", "5555555555554444", "4000002500003155", "4000002760003184", "4000000000000002"];
const challenged = new Set(["4000002500003155", "4000002760003184"]);
const profiles = ["async", "async", "sync", "idempotent", "lagging"] as const;

/** One merchant's day: what they have left to do, drawn before anything happens. */
type Person = {
  member: Member;
  names: string[];
  card: string;
  comesBack: boolean;
  wants: "keep" | "cancel";
  left: Step[];
};
type Step = "order" | "pay" | "return" | "end";

/** `schedule <seed>/<number>`: everything of it follows from these two. */
export function readSchedule(label: string): { seed: number; number: number } | null {
  const match = /^schedule (\d+)\/(\d+)$/.exec(label);
  return match ? { seed: Number(match[1]), number: Number(match[2]) } : null;
}

/**
 * Merchants fight for the same names while faults strike, webhooks are lost or arrive twice or late, and time moves. When it
 * is over, every order has ended or has a case; the oracles say whether the end is right.
 */
export async function playSchedule(stage: Stage, random: Random, points: readonly string[]): Promise<void> {
  const { platform, faults } = stage;
  const { registrar, stripe } = platform.world;
  await registrar.setProfile(random.pick(profiles));
  faults.plan(...drawFaults(random, points));
  const people = await drawPeople(stage, random);
  if (random.chance(0.3)) stripe?.control.dropNextWebhooks(random.between(1, 6));
  if (random.chance(0.3)) stripe?.control.duplicateWebhooks(random.between(1, 6));
  if (random.chance(0.2)) platform.holdWebhooks();

  const errands = await drawErrands(stage, random);

  const acting = new Map<Person, { orderId: string; payUrl: string }>();
  for (let busy = people; busy.length > 0; busy = people.filter(({ left }) => left.length > 0)) {
    const person = random.pick(busy);
    await act(stage, person, acting, random);
    if (random.chance(0.3)) await errands.shift()?.();
    if (random.chance(0.5)) await platform.settle();
    if (random.chance(0.3)) await platform.run(random.pick([SECOND, 20 * SECOND, 3 * MINUTE, 20 * MINUTE]));
    if (random.chance(0.05)) platform.clock.advance(random.pick([HOUR, 30 * HOUR]));
    if (random.chance(0.2)) await platform.releaseWebhooks(random.chance(0.5) ? "reverse" : "forward");
  }
  for (const errand of errands) await errand();
  await platform.run(random.pick([MINUTE, HOUR]));
  stripe?.control.reset();
  await platform.releaseWebhooks("reverse");
  await correctContacts(stage, people, acting, random);
  await stage.end(12 * DAY);
  await registrar.setProfile("async");
  stage.notes.push(...faults.struck.map(({ point, kind, occurrence }) => `struck: ${point} ${kind} #${occurrence}`));
  stage.notes.push(...people.map(({ names, card, wants }) => `${wants}: ${names.join(" ")} by ${card}`));
}

function drawFaults(random: Random, points: readonly string[]): PlannedFault[] {
  return Array.from({ length: random.between(0, 5) }, () => {
    const point = random.pick(points);
    return { point, kind: random.pick(kindsAt(point)), occurrence: random.between(1, 3) };
  });
}

async function drawPeople(stage: Stage, random: Random): Promise<Person[]> {
  const draw = (label: string) => {
    const spelling = random.chance(0.4) ? `-${random.pick(spellings)}` : "";
    return `${stage.tag}-${label}${spelling}.${random.pick(["com", "net", "io"])}`;
  };
  const wanted = Array.from({ length: 3 }, (_, index) => draw(`wanted${index}`));
  const people: Person[] = [];
  for (let index = random.between(2, 4); index > 0; index -= 1) {
    const own = Array.from({ length: random.between(0, 3) }, (_, at) => draw(`own${index}${at}`));
    const names = [...new Set([random.pick(wanted), ...own])];
    people.push({
      member: await stage.platform.merchant(),
      names,
      card: random.chance(0.6) ? cards[0]! : random.pick(cards),
      comesBack: random.chance(0.7),
      wants: random.chance(0.15) ? "cancel" : "keep",
      left: ["order", "pay", "return", "end"],
    });
  }
  return people;
}

/** What comes after the sale, by other merchants: due renewals, years paid for on the page, names from elsewhere, names brought back. */
async function drawErrands(stage: Stage, random: Random): Promise<(() => Promise<void>)[]> {
  const { platform, tag } = stage;
  const errands: (() => Promise<void>)[] = [];
  for (let nth = random.between(0, 2); nth > 0; nth -= 1) {
    const kind = random.pick(["renew", "page", "transfer", "restore"] as const);
    const mishap = random.chance(0.4) ? `-${kind === "page" ? "renew" : kind}-${random.pick(mishaps)}` : "";
    const name = `${tag}-later${nth}-quick-elsewhere${mishap}.com`;
    const member = await merchantWithCard(platform);
    if (kind === "transfer") {
      const code = random.chance(0.3) ? "not-the-code" : `code-${name}`;
      errands.push(async () => {
        const orderId = await shopping(() => bringHere(platform, member, name, code));
        if (orderId) stage.orders.push(orderId);
        if (orderId && code === "not-the-code") await shopping(() => giveRightCode(platform, member, orderId, name));
      });
      continue;
    }
    const held = await holdName(platform, member, name, kind === "restore" ? -50 : kind === "renew" ? 40 : 200);
    errands.push(async () => {
      const made = await shopping(async () =>
        kind === "renew" ? await renewByCard(platform, held.id, DAY) : [await renewByPage(platform, member, held.id)],
      );
      stage.orders.push(...(made ?? []));
    });
  }
  return errands;
}

async function act(
  stage: Stage,
  person: Person,
  acting: Map<Person, { orderId: string; payUrl: string }>,
  random: Random,
): Promise<void> {
  const { platform } = stage;
  const step = person.left.shift();
  const order = acting.get(person);
  if (step === "order") {
    const placed = await shopping(() => place(platform, person.member, person.names));
    if (placed === null) person.left = [];
    else {
      acting.set(person, placed);
      stage.orders.push(placed.orderId);
    }
  }
  if (!order) return;
  if (step === "pay") {
    const page = await platform.pay(order.payUrl, person.card);
    if (challenged.has(person.card) && page.includes("challenge") && random.chance(0.8))
      await platform.passChallenge(page);
  }
  if (step === "return" && person.comesBack)
    await shopping(() => asPerson(platform, () => returnFromPayment(person.member.ctx, order)));
  if (step === "end" && person.wants === "cancel")
    await shopping(() => asPerson(platform, () => cancelOrder(person.member.ctx, order)));
}

/** Null when the shop itself says no, in words for people; anything else is a defect. */
async function shopping<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Half of those who are asked for other details give them. */
async function correctContacts(
  stage: Stage,
  people: Person[],
  acting: Map<Person, { orderId: string }>,
  random: Random,
): Promise<void> {
  for (const person of people) {
    const order = acting.get(person);
    if (!order || random.chance(0.5)) continue;
    const contact = { ...factoryContact, phone: "+15552368799" };
    await shopping(() =>
      asPerson(stage.platform, () => correctContact(person.member.ctx, { orderId: order.orderId, contact })),
    );
  }
}
