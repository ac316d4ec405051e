import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { countryChoices } from "@/lib/identity/country-choices";
import { lineOfText } from "@/lib/identity/line-of-text";
import { parseInput } from "@/lib/identity/parse-input";
import { type Ctx, requireMerchant, requireWriter } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { askVatRegister } from "./ask-vat-register";
import { billingFrom } from "./billing-of";
import type { TaxTerms } from "./tax-terms";
import { checkVatId } from "./vat-id";
import { countryName } from "./views";

const optionalLine = (most: number) =>
  z
    .string()
    .max(most, `At most ${most} characters.`)
    .transform((text) => text.replace(/\p{C}+/gu, " ").trim())
    .default("");

export const billingSchema = z.object({
  name: lineOfText("who invoices are made out to", 120),
  addressLine1: lineOfText("the street and number", 120),
  addressLine2: optionalLine(120),
  postalCode: optionalLine(20),
  city: lineOfText("the city", 80),
  country: z.string().regex(/^[A-Z]{2}$/, "Choose a country."),
  vatId: optionalLine(40),
  currency: z.string().max(3).default(""),
  creditAutoApply: z.boolean().default(true),
});

export type BillingDetails = {
  name: string;
  addressLine1: string;
  addressLine2: string;
  postalCode: string;
  city: string;
  country: string;
  vatId: string;
  /** Empty: the platform's. */
  currency: string;
  creditAutoApply: boolean;
  /** Whether it was ever given; the fields are what we know otherwise. */
  given: boolean;
  tax: TaxTerms;
  /** Currencies that can be chosen, the platform's first. */
  currencies: string[];
};

/** What invoices of the acting merchant say of them, and how they are taxed for it. */
export async function getBilling(ctx: Ctx): Promise<BillingDetails> {
  const merchantId = requireMerchant(ctx);
  const [settings, [merchant]] = await Promise.all([
    getSettings(),
    db().select().from(merchants).where(eq(merchants.id, merchantId)),
  ]);
  if (!merchant) throw notFound("merchant");
  const { buyer, tax } = billingFrom(merchant, "", settings);
  const { name, addressLine1, addressLine2, postalCode, city, country, vatId } = buyer;
  return {
    ...{ name, addressLine1, addressLine2, postalCode, city, country, vatId, tax },
    currency: merchant.currency ?? "",
    creditAutoApply: merchant.creditAutoApply,
    given: merchant.billing !== null,
    currencies: [
      settings.currency,
      ...Object.keys(settings.exchangeRates).filter((code) => code !== settings.currency),
    ],
  };
}

/** Saves who invoices are made out to from now on; issued ones stay as they are. The VAT id must have its country's form. */
export async function saveBilling(ctx: Ctx, input: z.input<typeof billingSchema>): Promise<BillingDetails> {
  const merchantId = requireWriter(ctx);
  if (ctx.actor.kind === "user" && ctx.actor.role !== "owner")
    throw new AppError("forbidden", "Only an owner may change what invoices say. Nothing was saved.");
  const { vatId: typed, currency, creditAutoApply, ...address } = parseInput(billingSchema, input);
  const refuse = (fields: Record<string, string>) =>
    new AppError("invalid", "Some fields need another look. Nothing was saved.", { fields });
  if (!countryChoices().some(({ value }) => value === address.country)) throw refuse({ country: "Choose a country." });
  const check = typed === "" ? null : checkVatId(typed, address.country);
  if (check && !check.ok) throw refuse({ vatId: check.message });
  const { currencies, vatId: known } = await getBilling(ctx);
  if (currency !== "" && !currencies.includes(currency))
    throw refuse({ currency: "There are no prices in this currency." });
  const vatId = check?.ok ? check.vatId : null;
  const register = vatId && vatId !== known ? await askVatRegister(ctx, vatId, address.country) : null;
  if (register?.state === "invalid")
    throw refuse({
      vatId: `The register of the European Union does not know ${vatId}. Look at it again, or leave it out.`,
    });
  const after = {
    billing: { ...address, name: address.name },
    country: address.country,
    vatId,
    currency: currency === "" || currency === currencies[0] ? null : currency,
    creditAutoApply,
  };
  await inTransaction("save-billing", async (tx) => {
    const [before] = await tx.select().from(merchants).where(eq(merchants.id, merchantId)).for("update");
    await tx.update(merchants).set(after).where(eq(merchants.id, merchantId));
    await audit(tx, ctx, {
      action: "billing.saved",
      subject: { kind: "merchant", id: merchantId },
      before: before && { billing: before.billing, vatId: before.vatId, currency: before.currency },
      after: { ...after, register },
    });
  });
  return getBilling(ctx);
}

/** How a VAT id reads while it is typed; an empty one is fine. */
export function readVatId(typed: string, country: string): { ok: boolean; message: string } {
  if (typed.trim() === "") return { ok: true, message: "" };
  const check = checkVatId(typed, country);
  return check.ok ? { ok: true, message: `${check.vatId} has the form of ${countryName(country)}.` } : check;
}
