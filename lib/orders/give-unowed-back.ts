import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { beginRefunds, type RefundWish } from "./begin-refunds";
import { mailRefund } from "./mail-refund";
import type { Order } from "./rows";

/** Money came in that nobody owed: it goes back without anybody asking for it, and its merchant is told (N-3). */
export async function giveUnowedBack(tx: Tx, ctx: Ctx, order: Order, wish: RefundWish): Promise<void> {
  if (wish.amountMinor <= 0) return;
  await beginRefunds(tx, ctx, order, wish);
  await mailRefund(tx, ctx, order, { ...wish, note: null });
}
