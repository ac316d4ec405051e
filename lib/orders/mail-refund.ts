import type { Tx } from "@/db/transaction";
import { ownerOf } from "@/lib/identity/owner-of";
import type { Ctx } from "@/lib/kernel/context";
import { appUrl } from "@/lib/kernel/env";
import { formatMoney } from "@/lib/kernel/money";
import { mailText } from "@/lib/notices/mail-text";
import { writeNotice } from "@/lib/notices/write-notice";
import type { Order } from "./rows";

type Given = {
  amountMinor: number;
  to: "card" | "credit";
  reason: string;
  note: { id: string; number: string } | null;
};

/** Tells a merchant what is given back, where it goes, and by which credit note (AN-19). */
export async function mailRefund(tx: Tx, ctx: Ctx, order: Order, given: Given): Promise<void> {
  const owner = await ownerOf(tx, order.merchantId);
  if (!owner) return;
  const amount = formatMoney(given.amountMinor, order.currency);
  await writeNotice(tx, ctx, {
    kind: "refund",
    merchantId: order.merchantId,
    recipient: owner.email,
    subject: `${amount} ${given.to === "card" ? "goes back to your card" : "is added to your account credit"}`,
    body: mailText({
      name: owner.name,
      parts: [
        given.to === "card"
          ? `We give ${amount} back to the card you paid with. Banks show it within 5 to 10 days.`
          : `We add ${amount} to your account credit. Your next invoice uses it first.`,
        `The reason: ${given.reason}`,
        given.note ? `Credit note ${given.note.number} goes with this mail. What was delivered stays yours.` : "",
      ],
      action: { label: "See the order", url: `${appUrl()}/orders/${order.id}` },
    }),
    ...(given.note ? { invoiceIds: [given.note.id] } : {}),
    onceKey: `${given.note?.id ?? `${order.id}:${ctx.requestId}`}:refund`,
  });
}
