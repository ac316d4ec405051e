import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { payments } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openPayments } from "@/lib/accounts/open-payments";
import { later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { moveOperation, newestOperation } from "@/lib/operations/intent";
import type { Checkout } from "@/lib/providers/payments/contract";
import { getSettings } from "@/lib/settings/get-settings";
import { ensureCustomer } from "./ensure-customer";
import { checkoutMs } from "./limits";
import { cancelUnpaid } from "./refresh-payment";
import { itemsOf, itemTotal, lockOrder, type Order, type OrderItem, paymentsOf } from "./rows";

const promises = {
  after_success:
    "Your card is only held now. It is charged for what was delivered, and for nothing else. It is saved for renewals.",
  at_start:
    "Your card is held now and charged when the transfer begins. Should it fail, all of it is refunded. It is saved for renewals.",
  billed_after: "This was delivered already. Your card is charged now, and saved for renewals.",
};

const kindWords = { register: "", renew: "renewal, ", transfer: "transfer, ", restore: "restore, " };

const lineLabel = ({ nameAscii, kind, years }: OrderItem) =>
  `${displayName(nameAscii)}, ${kindWords[kind]}${years} ${years === 1 ? "year" : "years"}`;

/** The names with their prices; one line where credit or an earlier payment has paid a part. */
function pageLines(items: OrderItem[], amountMinor: number): { label: string; amountMinor: number }[] {
  const lines = items.map((item) => ({ label: lineLabel(item), amountMinor: itemTotal(item) }));
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return totalMinor === amountMinor
    ? lines
    : [
        {
          label: lines
            .map(({ label }) => label)
            .join("; ")
            .slice(0, 200),
          amountMinor,
        },
      ];
}

/**
 * The payment page of an unpaid order: the one that is open, or one opened now. Repeating it after a lost answer returns
 * the same page, because the key is the operation's own.
 */
export async function openCheckout(ctx: Ctx, order: Order): Promise<string> {
  const payment = (await paymentsOf(db(), order.id)).find(
    (entry) => entry.kind === "checkout" && entry.state === "open",
  );
  if (!payment)
    throw new AppError("conflict", "This order is no longer waiting for a payment. Its page says what happened.");
  if (payment.sessionUrl) return payment.sessionUrl;
  const operation = (await newestOperation(db(), payment.id, "open_checkout"))!;
  const items = await itemsOf(db(), order.id);
  const customerId = await ensureCustomer(ctx, order.merchantId);
  const { platformName } = await getSettings();
  const orderPage = `${appUrl()}/orders/${order.id}`;

  let page: Checkout;
  try {
    page = await openPayments(ctx, { operationId: operation.id, orderId: order.id }).openCheckout({
      key: operation.key,
      orderId: order.id,
      paymentId: payment.id,
      customerId,
      currency: order.currency,
      shopName: platformName,
      lines: pageLines(items, payment.amountMinor),
      promise: promises[order.captureMode],
      successUrl: `${orderPage}?paid=1`,
      cancelUrl: `${orderPage}?back=1`,
      // Fixed on the payment, so that a repeated call sends what the first one sent.
      expiresAt: later(payment.createdAt, checkoutMs),
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // A page that Stripe will not open as it was asked for never will be: the names go back, to be ordered anew.
    if (error.kind === "rejected")
      await inTransaction("checkout-refused", async (tx) => cancelUnpaid(tx, ctx, await lockOrder(tx, order.id)));
    throw new AppError(
      "provider_failed",
      "The payment page could not be opened. Nothing was charged. Try again in a moment.",
      { cause: error },
    );
  }
  const kept = await inTransaction("checkout-opened", async (tx) => {
    const now = ctx.clock.now();
    const moved = await tx
      .update(payments)
      .set({
        sessionId: page.sessionId,
        sessionUrl: page.url,
        sessionExpiresAt: page.expiresAt,
        intentId: page.intentId,
        updatedAt: now,
      })
      .where(and(eq(payments.id, payment.id), eq(payments.state, "open")))
      .returning({ id: payments.id });
    await moveOperation(tx, operation.id, ["sent", "unknown"], {
      state: "confirmed",
      providerRef: page.sessionId,
      settledAt: now,
    });
    return moved.length > 0;
  });
  if (kept && page.url) return page.url;
  throw new AppError(
    "conflict",
    "The payment page has closed already. Nothing was charged. Order again from your cart.",
  );
}
