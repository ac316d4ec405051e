import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { domains, orderItems, orders, transferCodes } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { contactForOrder } from "@/lib/contacts/contact-for-order";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { seal } from "@/lib/kernel/seal";
import { tell } from "@/lib/operations/tell";
import { getSettings } from "@/lib/settings/get-settings";
import { findTld } from "@/lib/tlds/queries";
import { authCodeSchema } from "@/lib/transfers/auth-code";
import { claimNames } from "./claim-names";
import { openCheckout } from "./open-checkout";
import { recordPayment } from "./record-payment";
import { taxFor } from "./tax";

const input = z.object({
  name: z.string().min(1).max(300),
  authCode: authCodeSchema.nullable(),
  contactId: z.string().min(1).max(80),
  privacy: z.boolean(),
  autoRenew: z.boolean().default(true),
});

/**
 * Orders the transfer of a name to us: the code is sealed, the name claimed, and a payment page opened. The hold is taken
 * when our registrar has accepted the request, and all of it goes back if the transfer fails. One year is added.
 */
export async function orderTransfer(
  ctx: Ctx,
  request: z.input<typeof input>,
): Promise<{ orderId: string; payUrl: string }> {
  const merchantId = requireWriter(ctx);
  const parsed = input.safeParse(request);
  if (!parsed.success) {
    const fields = Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
    throw new AppError("invalid", "The transfer was not ordered, and nothing was charged. Correct the marked fields.", {
      fields,
    });
  }
  const { authCode, contactId, privacy, autoRenew } = parsed.data;
  const name = parseDomainName(parsed.data.name);
  if (!name.ok) throw new AppError("invalid", name.message, { fields: { name: name.message } });
  const { ascii, tld } = name.name;
  const settings = await getSettings();
  const entry = await findTld(tld, { clock: ctx.clock, settings });
  const priceMinor = entry?.notSold === null ? entry.prices?.transferMinor : null;
  if (!entry?.accountId || !entry.cost?.transferMinor || !entry.prices || typeof priceMinor !== "number")
    throw new AppError("invalid", `.${tld} names cannot be transferred here at the moment. Nothing was charged.`);
  if (entry.authCodeRequired && authCode === null)
    throw new AppError("invalid", `A .${tld} name needs its auth code. Nothing was charged.`, {
      fields: { authCode: "Ask your present registrar for the code." },
    });
  const contact = await contactForOrder(ctx, contactId, [tld]);
  const tax = await taxFor(merchantId, contact.country, [priceMinor], settings);
  const { registrarId } = await openRegistrar(ctx, entry.accountId);
  const now = ctx.clock.now();

  const order = await inTransaction("order-transfer", async (tx) => {
    const [here] = await tx
      .select({ id: domains.id })
      .from(domains)
      .where(and(eq(domains.nameAscii, ascii), inArray(domains.registration, ["active", "pending", "fraud"])));
    if (here)
      throw new AppError("conflict", `${displayName(ascii)} is already registered with us. Nothing was charged.`);
    const [row] = await tx
      .insert(orders)
      .values({
        id: newId("order"),
        merchantId,
        placedByUserId: ctx.actor.kind === "user" ? ctx.actor.userId : null,
        captureMode: "at_start",
        currency: settings.currency,
        subtotalMinor: priceMinor,
        taxMinor: tax.taxMinor,
        totalMinor: priceMinor + tax.taxMinor,
        taxNote: tax.note,
        contactId,
        contact,
        placedAt: now,
        updatedAt: now,
      })
      .returning();
    const item = {
      id: newId("orderItem"),
      orderId: row!.id,
      merchantId,
      position: 0,
      kind: "transfer" as const,
      nameAscii: ascii,
      tld,
      years: 1,
      autoRenew,
      privacy: privacy && entry.privacy,
      premium: false,
      registrarAccountId: entry.accountId!,
      registrar: registrarId,
      priceMinor,
      taxMinor: tax.taxMinor,
      renewPriceMinor: entry.prices!.renewMinor,
      costLimitMinor: entry.cost!.transferMinor!,
      costCurrency: entry.cost!.currency,
      updatedAt: now,
    };
    await tx.insert(orderItems).values(item);
    const [lost] = await claimNames(tx, ctx, [item]);
    if (lost)
      throw new AppError(
        "conflict",
        `${lost} is being ordered at this moment. Nothing was charged. Look at your orders, or try again later.`,
      );
    if (authCode !== null)
      await tx.insert(transferCodes).values({
        orderItemId: item.id,
        sealed: seal(authCode, `transfer_codes:${item.id}`),
        createdAt: now,
      });
    await recordPayment(tx, ctx, row!, { kind: "checkout", amountMinor: row!.totalMinor });
    const what = { names: [ascii], totalMinor: row!.totalMinor, currency: row!.currency };
    await tell(tx, ctx, { side: "person", fact: "transfer_ordered", merchantId, orderId: row!.id, data: what });
    await audit(tx, ctx, { action: "transfer.ordered", subject: { kind: "order", id: row!.id }, after: what });
    return row!;
  });
  return { orderId: order.id, payUrl: await openCheckout(ctx, order) };
}
