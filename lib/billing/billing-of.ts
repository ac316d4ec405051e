import { eq, inArray, sql } from "drizzle-orm";
import type { db } from "@/db/client";
import { type InvoiceParty, memberships, merchants, users } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Settings } from "@/lib/settings/schema";
import { invoiceCurrency } from "./exchange";
import { type TaxTerms, taxTerms } from "./tax-terms";

/** Who an invoice is made out to, in which currency, and how they are taxed. */
export type Billing = { buyer: InvoiceParty; currency: string; tax: TaxTerms; creditAutoApply: boolean };

/** The billing of merchants by their ids, read in one statement however many there are. */
export async function billingOf(
  at: Tx | ReturnType<typeof db>,
  merchantIds: readonly string[],
  settings: Settings,
): Promise<Map<string, Billing>> {
  if (merchantIds.length === 0) return new Map();
  const owner = at
    .selectDistinctOn([memberships.merchantId], { merchantId: memberships.merchantId, email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.role, "owner"))
    .orderBy(memberships.merchantId, memberships.createdAt)
    .as("owner");
  const rows = await at
    .select({ merchant: merchants, email: owner.email })
    .from(merchants)
    .leftJoin(owner, eq(owner.merchantId, merchants.id))
    .where(
      merchantIds.length === 1
        ? eq(merchants.id, merchantIds[0] ?? "")
        : inArray(merchants.id, sql`(select jsonb_array_elements_text(${JSON.stringify(merchantIds)}::jsonb))`),
    );
  return new Map(rows.map(({ merchant, email }) => [merchant.id, billingFrom(merchant, email ?? "", settings)]));
}

type Merchant = Pick<
  typeof merchants.$inferSelect,
  "name" | "country" | "billing" | "vatId" | "currency" | "creditAutoApply"
>;

export function billingFrom(merchant: Merchant, email: string, settings: Settings): Billing {
  const country = merchant.billing?.country || merchant.country;
  const address = merchant.billing ?? {
    name: merchant.name,
    addressLine1: "",
    addressLine2: "",
    postalCode: "",
    city: "",
    country: country ?? "",
  };
  return {
    buyer: { ...address, vatId: merchant.vatId ?? "", email },
    currency: invoiceCurrency(merchant.currency, settings),
    tax: taxTerms({
      seller: { country: settings.sellerCountry },
      buyer: { country, vatId: merchant.vatId },
      rates: settings.taxRates,
      reverseCharge: settings.reverseCharge,
    }),
    creditAutoApply: merchant.creditAutoApply,
  };
}

/** Who invoices are from. */
export function sellerFrom(settings: Settings): InvoiceParty {
  return {
    name: settings.sellerName,
    addressLine1: settings.sellerAddress,
    addressLine2: "",
    postalCode: "",
    city: "",
    country: settings.sellerCountry,
    vatId: settings.sellerVatId,
    email: settings.supportEmail,
  };
}
