import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orderItems, transferCodes } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { seal } from "@/lib/kernel/seal";
import { publish } from "@/lib/operations/publish";
import { tell } from "@/lib/operations/tell";
import { authCodeSchema } from "@/lib/transfers/auth-code";
import { itemsOf, lockOrder, visibleOrder } from "./rows";

/** Gives a transfer another auth code after one was refused; it is asked for again with the money it has (CO+8, U-13). */
export async function correctCode(
  ctx: Ctx,
  { orderId, authCode }: { orderId: string; authCode: string },
): Promise<void> {
  requireWriter(ctx);
  const order = await visibleOrder(ctx, orderId);
  const code = authCodeSchema.safeParse(authCode);
  if (!code.success)
    throw new AppError("invalid", "That is not an auth code. Nothing was changed.", {
      fields: { authCode: code.error.issues[0]?.message ?? "Copy the code again." },
    });
  const waiting = (await itemsOf(db(), order.id)).find((item) => item.failureReason === "auth_code" && !item.endedAt);
  if (!waiting)
    throw new AppError("conflict", "No transfer of this order waits for another code. Nothing was changed.");
  await inTransaction("correct-code", async (tx) => {
    await lockOrder(tx, order.id);
    const now = ctx.clock.now();
    const moved = await tx
      .update(orderItems)
      .set({ failureReason: null, failureMessage: null, failureField: null, updatedAt: now })
      .where(
        and(
          eq(orderItems.id, waiting.id),
          eq(orderItems.state, "registering"),
          eq(orderItems.failureReason, "auth_code"),
        ),
      )
      .returning({ id: orderItems.id });
    if (moved.length === 0) return;
    const row = { sealed: seal(code.data, `transfer_codes:${waiting.id}`), createdAt: now };
    await tx
      .insert(transferCodes)
      .values({ orderItemId: waiting.id, ...row })
      .onConflictDoUpdate({ target: transferCodes.orderItemId, set: row });
    await publish(tx, ctx, "order/item-due", `${waiting.id}:code:${now.getTime()}`, { itemId: waiting.id });
    const of = { merchantId: order.merchantId, orderId: order.id, orderItemId: waiting.id };
    await tell(tx, ctx, { side: "person", fact: "code_corrected", ...of, data: { name: waiting.nameAscii } });
    await audit(tx, ctx, { action: "transfer.code_corrected", subject: { kind: "order", id: order.id } });
  });
}
