import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { paymentMethods } from "@/db/schema";
import { attachCard } from "../holdings";
import type { Platform } from "../platform";
import type { Random } from "../random";

/**
 * How a merchant lives. payer: a good card all year. late: its card dies some times and is replaced nine days later. dead: a
 * card that declines; none: no card. quitter: lets half of its names go. earner: sells a lot, and its card declines.
 */
export type Life = "payer" | "late" | "dead" | "none" | "quitter" | "earner";

export type Merchant = {
  id: string;
  userId: string;
  life: Life;
  good: string;
  dying: string;
  replacedOn: number | null;
};

/** One of forty each for the rarer lives, four for the late. */
const rare: readonly Life[] = ["dead", "none", "quitter", "earner", "late", "late", "late", "late"];
const lifeOf = (index: number): Life => rare[index % 40] ?? "payer";

/** How long a late merchant takes to give another card: within the ladder of reminders. */
const replacementDays = 9;

/** Merchants with owners and their customers and cards at Stripe, as they are after years. */
export async function settlePeople(platform: Platform, count: number): Promise<Merchant[]> {
  const now = platform.clock.now().toISOString();
  await db().execute(sql`insert into users (id, email, name, password_hash, created_at)
    select 'usr_y' || n, 'owner' || n || '@example.test', 'Owner ' || n, '', ${now}::timestamptz from generate_series(1, ${count}::int) n`);
  await db().execute(sql`insert into merchants (id, name, country, created_at)
    select 'mer_y' || n, 'Merchant ' || n, 'US', ${now}::timestamptz from generate_series(1, ${count}::int) n`);
  await db().execute(sql`insert into memberships (user_id, merchant_id, role, created_at)
    select 'usr_y' || n, 'mer_y' || n, 'owner', ${now}::timestamptz from generate_series(1, ${count}::int) n`);
  const people: Merchant[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `mer_y${index + 1}`;
    const life = lifeOf(index);
    const merchant = { id, userId: `usr_y${index + 1}`, life, replacedOn: null };
    const good = await attachCard(platform, id, "pm_card_visa");
    const dying = life === "late" || life === "dead" || life === "earner";
    people.push({
      ...merchant,
      good,
      dying: dying ? await attachCard(platform, id, "pm_card_chargeCustomerFail") : "",
    });
    if (life !== "none") await showCard(people.at(-1)!, life === "dead" || life === "earner" ? "dying" : "good", now);
  }
  return people;
}

/** The one card that the platform knows of a merchant. */
async function showCard(merchant: Merchant, which: "good" | "dying", now: string): Promise<void> {
  await db().delete(paymentMethods).where(eq(paymentMethods.merchantId, merchant.id));
  await db()
    .insert(paymentMethods)
    .values({
      id: merchant[which],
      merchantId: merchant.id,
      brand: "visa",
      last4: which === "good" ? "4242" : "0341",
      expMonth: 12,
      expYear: 2032,
      preferred: true,
      createdAt: new Date(now),
    });
}

/** What merchants do on a day: cards die, and are replaced. */
export async function liveDay(
  platform: Platform,
  people: readonly Merchant[],
  day: number,
  random: Random,
): Promise<void> {
  const now = platform.clock.now().toISOString();
  for (const merchant of people) {
    if (merchant.life !== "late") continue;
    if (merchant.replacedOn === day) {
      merchant.replacedOn = null;
      await showCard(merchant, "good", now);
    } else if (merchant.replacedOn === null && random.chance(1 / 60)) {
      merchant.replacedOn = day + replacementDays;
      await showCard(merchant, "dying", now);
    }
  }
}
