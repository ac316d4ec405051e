import { and, eq, isNull, sql } from "drizzle-orm";
import { registrarAccounts, tldCosts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, notFound } from "@/lib/kernel/errors";

/** New names are bought through this account from now on (CO-22); names that exist stay where they are (CO-23). */
export async function activateAccount(ctx: Ctx, { accountId }: { accountId: string }): Promise<void> {
  requireAdmin(ctx);
  await inTransaction("activate-account", async (tx) => {
    const [account] = await tx
      .select()
      .from(registrarAccounts)
      .where(and(eq(registrarAccounts.id, accountId), isNull(registrarAccounts.merchantId)))
      .for("update");
    if (!account) throw notFound("registrar account");
    const [prices] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(tldCosts)
      .where(eq(tldCosts.registrarAccountId, accountId));
    if (!prices?.count) {
      throw new AppError(
        "conflict",
        `${account.label} has no prices yet, so nothing could be sold through it. Nothing was changed. Import its price list first.`,
      );
    }
    const [before] = await tx
      .update(registrarAccounts)
      .set({ active: false })
      .where(and(eq(registrarAccounts.active, true), isNull(registrarAccounts.merchantId)))
      .returning({ id: registrarAccounts.id });
    await tx.update(registrarAccounts).set({ active: true }).where(eq(registrarAccounts.id, accountId));
    await audit(tx, ctx, {
      action: "registrar.activated",
      subject: { kind: "registrar_account", id: accountId },
      before: { active: before?.id ?? null },
      after: { active: accountId },
    });
  });
}
