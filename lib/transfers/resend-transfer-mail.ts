import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { operations, orderItems } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { type Limit, takeToken } from "@/lib/identity/rate-limit";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError, notFound, ProviderError } from "@/lib/kernel/errors";
import { tell } from "@/lib/operations/tell";

/** Registries take a mail an hour for a nuisance already. */
const resends: Limit = { capacity: 2, refillPerMinute: 1 / 60 };

/** Has the registrar mail the owner of a name that waits for their word again. Costs nothing; refused once that word is given. */
export async function resendTransferMail(ctx: Ctx, { itemId }: { itemId: string }): Promise<void> {
  const merchantId = requireWriter(ctx);
  if (!/^itm_[0-9a-z]{1,40}$/.test(itemId)) throw notFound("transfer");
  const [item] = await db()
    .select()
    .from(orderItems)
    .where(and(eq(orderItems.id, itemId), eq(orderItems.merchantId, merchantId), eq(orderItems.kind, "transfer")));
  if (!item) throw notFound("transfer");
  const [operation] = await db()
    .select()
    .from(operations)
    .where(and(eq(operations.subjectId, item.id), eq(operations.verb, "transfer"), eq(operations.state, "sent")))
    .orderBy(desc(operations.attempt))
    .limit(1);
  if (!operation?.providerRef)
    throw new AppError("conflict", "No mail about this transfer is awaited now. Nothing was sent or charged.");
  const { registrar } = await openRegistrar(ctx, item.registrarAccountId, { operationId: operation.id });
  const { label } = registrar.descriptor;
  if (!registrar.resendTransferMail)
    throw new AppError("conflict", `${label} cannot send it again. Look for the first mail, also among junk mail.`);
  const taken = await takeToken(`transfer-mail:${item.id}`, resends, ctx.clock);
  if (!taken.ok)
    throw new AppError(
      "rate_limited",
      "It was sent again a short while ago. Give it an hour, and look among junk mail.",
    );
  await registrar.resendTransferMail(operation.providerRef).catch((error: unknown) => {
    if (!(error instanceof ProviderError)) throw error;
    const [code, why] =
      error.kind === "rejected"
        ? (["conflict", `${label} did not send it: the owner's word is no longer awaited.`] as const)
        : ([
            "provider_failed",
            `${label} did not answer, so it may not have been sent. Try again in a moment.`,
          ] as const);
    throw new AppError(code, why, { cause: error });
  });
  await inTransaction("resend-transfer-mail", (tx) =>
    tell(tx, ctx, {
      side: "person",
      fact: "transfer_mail_resent",
      merchantId,
      orderId: item.orderId,
      orderItemId: item.id,
      data: { name: item.nameAscii },
    }),
  );
}
