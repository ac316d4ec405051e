import { eq } from "drizzle-orm";
import { DAY, type ManualClock } from "../../lib/kernel/clock";
import { type Ctx, jobCtx } from "../../lib/kernel/context";
import { advanceOrder } from "../../lib/orders/advance-order";
import { orderTransfer } from "../../lib/orders/order-transfer";
import { settleRefund } from "../../lib/orders/settle-refund";
import { db } from "../client";
import { refunds } from "../schema";
import { payWithTestCard, playOrder } from "./buy-names";

/** The code that names of the sandbox's world take. */
const rightCode = (name: string) => `code-${name}`;

/** Brings a name here as a merchant does, for at most `days`; a refund that follows is settled. */
export async function bringName(
  clock: ManualClock,
  ctx: Ctx,
  contactId: string,
  { name, authCode = rightCode(name), days = 8 }: { name: string; authCode?: string; days?: number },
): Promise<void> {
  const { orderId, payUrl } = await orderTransfer(ctx, { name, authCode, contactId, privacy: true });
  clock.advance(50_000);
  await payWithTestCard(ctx, payUrl, "Dana Fern");
  await playOrder(clock, orderId, days * DAY);
  const job = jobCtx("seed", clock);
  for (const { id } of await db().select().from(refunds).where(eq(refunds.orderId, orderId)))
    await settleRefund(job, { refundId: id });
  await advanceOrder(job, { orderId });
}
