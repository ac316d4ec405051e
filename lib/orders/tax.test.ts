import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { merchants } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { defaultSettings } from "@/lib/settings/schema";
import { taxFor } from "./tax";

useTestDatabase();
const settings = { ...defaultSettings, sellerCountry: "NL", taxRates: { DE: 19, NL: 21, "*": 5 } };

async function merchant(set: Partial<typeof merchants.$inferInsert>): Promise<string> {
  const { merchant } = await makeMember();
  await db().update(merchants).set(set).where(eq(merchants.id, merchant.id));
  return merchant.id;
}

it("AN-18, M-4: a private buyer pays the rate of their country, split over the lines to the cent", async () => {
  const id = await merchant({ country: "DE" });
  expect(await taxFor(id, "FR", [1000, 2000], settings)).toEqual({
    taxMinor: 570,
    byLine: [190, 380],
    note: "Includes 19 % tax (DE)",
  });
});

it("AN-18: a business in another EU state pays none and accounts for it, with the note that says so", async () => {
  const id = await merchant({ country: "DE", vatId: "DE136695976" });
  const tax = await taxFor(id, null, [1000], settings);
  expect(tax).toMatchObject({ taxMinor: 0, byLine: [0] });
  expect(tax.note).toContain("Reverse charge");
});

it("takes the country of the registrant where the merchant has not said theirs, and the rate for all others where nobody has", async () => {
  const id = await merchant({ country: null });
  expect((await taxFor(id, "DE", [1000], settings)).taxMinor).toBe(190);
  expect((await taxFor(null, null, [1000], settings)).taxMinor).toBe(50);
});
