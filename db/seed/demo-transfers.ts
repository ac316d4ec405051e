import { eq } from "drizzle-orm";
import { DAY, HOUR, type ManualClock } from "../../lib/kernel/clock";
import { type Ctx, jobCtx } from "../../lib/kernel/context";
import { orderTransfer } from "../../lib/orders/order-transfer";
import { settleRefund } from "../../lib/orders/settle-refund";
import { db } from "../client";
import { refunds } from "../schema";
import { payWithTestCard, playOrder } from "./buy-names";

/** The code that names of the sandbox's world take. */
const rightCode = (name: string) => `code-${name}`;

/** Brings a name here as a merchant does, for at most `days`, looking after it every few hours; a refund that follows is settled. */
export async function bringName(
  clock: ManualClock,
  ctx: Ctx,
  contactId: string,
  { name, authCode = rightCode(name), days = 8 }: { name: string; authCode?: string; days?: number },
): Promise<void> {
  const { orderId, payUrl } = await orderTransfer(ctx, { name, authCode, contactId, privacy: true });
  clock.advance(50_000);
  await payWithTestCard(ctx, payUrl, "Dana Fern");
  const job = jobCtx("seed", clock);
  const end = clock.now().getTime() + days * DAY;
  while (clock.now().getTime() < end) {
    const ended = await playOrder(clock, orderId, 10_000);
    for (const { id } of await db().select().from(refunds).where(eq(refunds.orderId, orderId)))
      await settleRefund(job, { refundId: id });
    if (ended) break;
    clock.advance(6 * HOUR);
  }
}
