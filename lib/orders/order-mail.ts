import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import { ownerOf } from "@/lib/identity/owner-of";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { appUrl } from "@/lib/kernel/env";
import { formatMoney } from "@/lib/kernel/money";
import { writeNotice } from "@/lib/notices/write-notice";
import { itemsOf, type Order, paymentsOf } from "./rows";

/** Tells whoever placed an order how it ended: what is theirs, what is not, and what was charged. */
export async function mailOutcome(tx: Tx, ctx: Ctx, order: Order): Promise<void> {
  const person = order.placedByUserId
    ? (
        await tx.select({ email: users.email, name: users.name }).from(users).where(eq(users.id, order.placedByUserId))
      )[0]
    : await ownerOf(tx, order.merchantId);
  if (!person) return;
  const items = await itemsOf(tx, order.id);
  const yours = items.filter((item) => item.state === "registered").map((item) => displayName(item.nameAscii));
  const others = items.filter((item) => item.state !== "registered");
  const chargedMinor = (await paymentsOf(tx, order.id)).reduce((sum, payment) => sum + payment.capturedMinor, 0);
  const charged =
    chargedMinor > 0
      ? `Charged: ${formatMoney(chargedMinor, order.currency)}. What was held beyond that is released; banks show it within 1 to 5 days.`
      : "Nothing was charged. What was held is released; banks show it within 1 to 5 days.";
  await writeNotice(tx, ctx, {
    kind: "order_outcome",
    merchantId: order.merchantId,
    recipient: person.email,
    subject:
      yours.length > 0
        ? `${yours.join(", ")} ${yours.length === 1 ? "is" : "are"} yours`
        : "Your order could not be delivered, and nothing was charged",
    body: [
      `Hello ${person.name},`,
      ...(yours.length > 0 ? [`Registered: ${yours.join(", ")}.`] : []),
      ...others.map((item) => item.failureMessage ?? `${displayName(item.nameAscii)} was not registered.`),
      charged,
      `Everything that happened, step by step: ${appUrl()}/orders/${order.id}`,
    ].join("\n\n"),
    onceKey: `${order.id}:outcome`,
  });
}
