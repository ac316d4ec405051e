import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY, later } from "@/lib/kernel/clock";
import type { Platform } from "../platform";
import type { Random } from "../random";
import type { Merchant } from "./people";

export type Policy = "off" | "on_until_unpaid" | "on";

/** `safe`: its owner wants it and pays for it, or the platform has promised to keep it; losing it would be an accident. */
export type Name = { name: string; merchant: Merchant; policy: Policy; wanted: boolean; safe: boolean };

/** Ways in which a registrar's answer to a renewal goes wrong, once a name. */
const mishaps = [
  ...["timeout-done", "timeout-not-done", "error-500", "error-500-done", "garbage", "garbage-not-done"],
  ...["duplicate", "rate-limited", "listing-lag"],
];

/** Names run out from here on: what ended sooner was owed its notices before the year began. */
const firstEndDays = 46;

/** Names in our account at the registrar and in our tables, as years before have left them. */
export async function settleNames(
  platform: Platform,
  people: readonly Merchant[],
  count: number,
  random: Random,
): Promise<Name[]> {
  const now = platform.clock.now();
  const [account] = await db().execute<{ id: string }>(sql`select id from registrar_accounts where active`);
  const names: Name[] = [];
  const rows: Record<string, unknown>[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const merchant = people[nth % people.length]!;
    const spelling = random.chance(0.05) ? `-renew-${random.pick(mishaps)}` : "";
    const tld = random.pick(["com", "com", "com", "com", "com", "com", "com", "net", "net", "io"]);
    const policy: Policy = random.pick(["on", "on_until_unpaid", ...Array<Policy>(14).fill("off")] as Policy[]);
    const wanted = merchant.life !== "quitter" || random.chance(0.5);
    const pays = ["payer", "late", "quitter"].includes(merchant.life);
    const safe = wanted && (pays || policy === "on" || merchant.life === "earner");
    const name = `y${nth}${spelling}.${tld}`;
    const expiresAt = new Date(
      Math.floor(later(now, firstEndDays * DAY).getTime() / 1000 + random.next() * 365 * 86_400) * 1000,
    );
    const isOn = wanted && policy !== "off";
    names.push({ name, merchant, policy, wanted, safe });
    rows.push({
      id: `dom_y${nth}`,
      merchantId: merchant.id,
      name,
      tld,
      expiresAt: expiresAt.toISOString(),
      wanted,
      isOn,
      policy: policy === "off" ? null : policy,
      revenue: merchant.life === "earner" ? 80_000 : random.between(0, 20_000),
    });
  }
  for (let at = 0; at < rows.length; at += 1000) {
    const part = rows.slice(at, at + 1000);
    await db().execute(sql`
      insert into domains (id, merchant_id, name_ascii, tld, registrar, registrar_account_id, registration, expires_at, auto_renew,
        registrar_auto_renew, registrar_auto_renew_policy, revenue30d_minor, renew_price_minor, currency, expiry_source, observed_at, created_at, updated_at)
      select id, "merchantId", name, tld, 'sandbox', ${account!.id}, 'active', "expiresAt", wanted, "isOn", policy, revenue, 1999, 'USD',
        'registrar', ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as given
        (id text, "merchantId" text, name text, tld text, "expiresAt" timestamptz, wanted boolean, "isOn" boolean, policy text, revenue int)`);
    await platform.world.registrar.putDomains(
      part.map((row) => ({
        name: row.name as string,
        expiresAt: new Date(row.expiresAt as string),
        autoRenew: row.isOn as boolean,
      })),
    );
  }
  await db().execute(sql`analyze domains, sandbox.registrar_domains`);
  return names;
}
