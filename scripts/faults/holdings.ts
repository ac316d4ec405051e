import { eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { makeAdmin, makeDomain } from "@/db/factories";
import { merchants, paymentMethods } from "@/db/schema";
import { DAY, later } from "@/lib/kernel/clock";
import { ensureCustomer } from "@/lib/orders/ensure-customer";
import type { Member } from "./flows";
import type { Platform } from "./platform";

/** A card at Stripe for a merchant whom the platform may charge without asking; its id there. */
export async function attachCard(platform: Platform, merchantId: string, token: string): Promise<string> {
  const customer = await ensureCustomer(platform.ctx, merchantId);
  const answer = await platform.world.handle(
    new Request(`${platform.world.url}/stripe/v1/payment_methods/${token}/attach`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_platform", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ customer }),
    }),
  );
  const { id } = (await answer.json()) as { id?: string };
  if (!id) throw new Error(`The card ${token} could not be attached (${answer.status}).`);
  return id;
}

/** A merchant with a saved card: `pm_card_visa` pays, `pm_card_chargeCustomerFail` declines. */
export async function merchantWithCard(platform: Platform, token = "pm_card_visa"): Promise<Member> {
  const member = await platform.merchant();
  await db().update(merchants).set({ country: "US" }).where(eq(merchants.id, member.merchant.id));
  await saveCard(platform, member, token);
  return member;
}

export async function saveCard(platform: Platform, member: Member, token: string): Promise<void> {
  const merchantId = member.merchant.id;
  await db().delete(paymentMethods).where(eq(paymentMethods.merchantId, merchantId));
  await db()
    .insert(paymentMethods)
    .values({
      id: await attachCard(platform, merchantId, token),
      merchantId,
      brand: "visa",
      last4: "4242",
      expMonth: 12,
      expYear: 2032,
      preferred: true,
      createdAt: platform.clock.now(),
    });
}

export type Holding = { id: string; name: string; expiresAt: Date };

/** A name in our account at the registrar and in our tables, as years before have left it, that ends in so many days. */
export async function holdName(
  platform: Platform,
  member: Member,
  name: string,
  inDays: number,
  given: Partial<Parameters<typeof makeDomain>[0]> = {},
): Promise<Holding> {
  const now = platform.clock.now();
  const expiresAt = later(now, inDays * DAY);
  expiresAt.setUTCMilliseconds(0);
  const [account] = await db().execute<{ id: string }>(sql`select id from registrar_accounts where active`);
  await platform.world.registrar.putDomains([{ name, expiresAt, autoRenew: given.registrarAutoRenew ?? false }]);
  const row = await makeDomain({
    nameAscii: name,
    merchantId: member.merchant.id,
    registrarAccountId: account!.id,
    registration: inDays > 0 ? "active" : inDays > -45 ? "expired" : "redemption",
    expiresAt,
    autoRenew: true,
    registrarAutoRenew: false,
    expirySource: "registrar",
    observedAt: now,
    createdAt: now,
    updatedAt: now,
    ...given,
  });
  return { id: row.id, name, expiresAt };
}

export const asAdmin = async (platform: Platform) => (await makeAdmin({ clock: platform.clock })).ctx;
