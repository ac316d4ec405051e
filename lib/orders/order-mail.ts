import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { ownerOf } from "@/lib/identity/owner-of";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { formatMoney } from "@/lib/kernel/money";
import { writeNotice } from "@/lib/notices/write-notice";
import { undeliveredRefunds } from "./refund-undelivered";
import { itemsOf, type Order, paymentsOf } from "./rows";

const kindWords = {
  register: { is: "yours", done: "Registered" },
  renew: { is: "renewed", done: "Renewed" },
  transfer: { is: "here", done: "Transferred" },
  restore: { is: "restored", done: "Restored" },
} as const;

/** Tells whoever placed an order how it ended: what is theirs, what is not, and what was charged, with its documents. */
export async function mailOutcome(tx: Tx, ctx: Ctx, order: Order, invoiceIds: string[]): Promise<void> {
  const person = order.placedByUserId
    ? (
        await tx.select({ email: users.email, name: users.name }).from(users).where(eq(users.id, order.placedByUserId))
      )[0]
    : await ownerOf(tx, order.merchantId);
  if (!person) return;
  const items = await itemsOf(tx, order.id);
  const words = kindWords[items[0]?.kind ?? "register"];
  const delivered = items.filter((item) => item.state === "registered").map((item) => displayName(item.nameAscii));
  const others = items.filter((item) => item.state !== "registered");
  await writeNotice(tx, ctx, {
    kind: "order_outcome",
    merchantId: order.merchantId,
    recipient: person.email,
    subject:
      delivered.length > 0
        ? `${delivered.join(", ")} ${delivered.length === 1 ? "is" : "are"} ${words.is}`
        : `Your order could not be delivered, and ${order.captureMode === "at_start" ? "nothing is kept" : "nothing was charged"}`,
    body: [
      `Hello ${person.name},`,
      ...(delivered.length > 0 ? [`${words.done}: ${delivered.join(", ")}.`] : []),
      ...others.map((item) => item.failureMessage ?? `${displayName(item.nameAscii)} was not delivered.`),
      await moneySentence(tx, order),
      `Everything that happened, step by step: ${appUrl()}/orders/${order.id}`,
    ].join("\n\n"),
    invoiceIds,
    onceKey: `${order.id}:outcome`,
  });
}

async function moneySentence(tx: Tx, order: Order): Promise<string> {
  const takenMinor = (await paymentsOf(tx, order.id)).reduce((sum, payment) => sum + payment.capturedMinor, 0);
  const backMinor = await undeliveredRefunds(order.id, tx);
  const keptMinor = takenMinor - backMinor;
  const kept = keptMinor > 0 ? `Charged: ${formatMoney(keptMinor, order.currency)}.` : "Nothing was charged.";
  if (backMinor > 0)
    return `${kept} ${formatMoney(backMinor, order.currency)} that had been taken is refunded; banks show it within 5 to 10 days.`;
  if (order.owedMinor > 0) return `${kept} ${formatMoney(order.owedMinor, order.currency)} is still to be paid.`;
  return takenMinor > 0
    ? `${kept} What was held beyond that is released; banks show it within 1 to 5 days.`
    : `${kept} What was held is released; banks show it within 1 to 5 days.`;
}
