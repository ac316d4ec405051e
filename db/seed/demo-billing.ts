import { eq } from "drizzle-orm";
import { saveBilling } from "../../lib/billing/billing-details";
import { grantCredit } from "../../lib/billing/grant-credit";
import { DAY, later, type ManualClock } from "../../lib/kernel/clock";
import { newId } from "../../lib/kernel/ids";
import { db } from "../client";
import { settings, users } from "../schema";
import type { DemoPeople } from "./demo-people";

const seller = {
  sellerName: "Nameplate Ltd",
  sellerAddress: "2 Quay House\nDublin D02 X285",
  sellerCountry: "IE",
  sellerVatId: "IE1234567WA",
};

/** Who sells, and a business with a VAT id among those who buy, before anything is sold; what was set by hand stays. */
export async function nameDemoParties(clock: ManualClock, { harbour }: DemoPeople): Promise<void> {
  const now = clock.now();
  clock.set(later(now, -352 * DAY));
  const rows = Object.entries(seller).map(([key, value]) => ({ key, value, updatedAt: clock.now() }));
  await db().insert(settings).values(rows).onConflictDoNothing();
  await saveBilling(
    { ...harbour, clock },
    {
      name: "Harbour Lane Cycles GmbH",
      addressLine1: "Hafenstraße 4",
      postalCode: "20459",
      city: "Hamburg",
      country: "DE",
      vatId: "DE123456789",
    },
  );
  clock.set(now);
}

/** A shop that was given account credit for a wait. */
export async function giveDemoCredit(clock: ManualClock, { fern }: DemoPeople): Promise<void> {
  const [admin] = await db().select({ id: users.id }).from(users).where(eq(users.admin, true));
  if (!admin) return;
  const now = clock.now();
  clock.set(later(now, -2 * DAY));
  await grantCredit(
    { actor: { kind: "admin", userId: admin.id }, merchantId: null, clock, requestId: newId("request") },
    {
      merchantId: fern.merchantId ?? "",
      currency: "USD",
      amountMinor: 500,
      reason: "For the name that another shop got first",
      key: "demo-fern",
    },
  );
  clock.set(now);
}
