import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { orders } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { parseInput } from "@/lib/identity/parse-input";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { visibleInvoice } from "./invoice-rows";
import { voidInvoice, writeOffInvoice } from "./void-invoice";

export const endInvoiceSchema = z.object({
  invoiceId: z.string().min(1).max(80),
  as: z.enum(["void", "written_off"]),
  reason: z.string().trim().min(3, "Say why: it stays on the invoice.").max(300, "At most 300 characters."),
});

/** An admin ends an open invoice: void, where nothing was delivered for it, or given up, where something was. */
export async function endInvoice(ctx: Ctx, input: z.input<typeof endInvoiceSchema>): Promise<void> {
  requireAdmin(ctx);
  const { invoiceId, as, reason } = parseInput(endInvoiceSchema, input);
  const invoice = await visibleInvoice(ctx, invoiceId);
  await inTransaction("end-invoice", async (tx) => {
    const underWay = await tx
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.invoiceId, invoiceId), inArray(orders.state, ["awaiting_payment", "review", "fulfilling"])));
    if (underWay.length > 0)
      throw new AppError(
        "conflict",
        "A payment of this invoice is under way. Nothing was changed. Cancel its order first, or wait for its end.",
      );
    const of = { invoiceId, reason };
    const ended = as === "void" ? await voidInvoice(tx, ctx, of) : await writeOffInvoice(tx, ctx, of);
    if (!ended) throw new AppError("conflict", `Invoice ${invoice.number} has ended already. Nothing was changed.`);
    await audit(tx, ctx, {
      action: `invoice.${as}`,
      subject: { kind: "invoice", id: invoiceId },
      merchantId: invoice.merchantId,
      after: { number: invoice.number, reason },
    });
  });
}
