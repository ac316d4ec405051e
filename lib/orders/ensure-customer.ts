import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { ownerOf } from "@/lib/identity/owner-of";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";

/** The merchant's customer at Stripe, made on the first order; the key keeps two first orders from making two. */
export async function ensureCustomer(ctx: Ctx, merchantId: string): Promise<string> {
  const [merchant] = await db().select().from(merchants).where(eq(merchants.id, merchantId));
  if (merchant?.stripeCustomerId) return merchant.stripeCustomerId;
  const owner = await ownerOf(db(), merchantId);
  if (!merchant || !owner) throw notFound("merchant");
  const id = await openPayments(ctx).createCustomer({
    key: `${merchantId}:customer`,
    merchantId,
    email: owner.email,
    name: merchant.name,
  });
  await inTransaction("remember-customer", (tx) =>
    tx
      .update(merchants)
      .set({ stripeCustomerId: id })
      .where(and(eq(merchants.id, merchantId), isNull(merchants.stripeCustomerId))),
  );
  return id;
}
