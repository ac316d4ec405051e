import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { cases, merchants } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";

export type CaseRow = {
  id: string;
  kind: string;
  state: "open" | "closed";
  summary: string;
  facts: Record<string, unknown>;
  orderId: string | null;
  merchantName: string | null;
  openedAt: string;
  closedAt: string | null;
  resolution: string | null;
};

/** What waits for a person, newest first. */
export async function listCases(ctx: Ctx, state: "open" | "closed" = "open"): Promise<CaseRow[]> {
  requireAdmin(ctx);
  const rows = await db()
    .select({ row: cases, merchantName: merchants.name })
    .from(cases)
    .leftJoin(merchants, eq(merchants.id, cases.merchantId))
    .where(eq(cases.state, state))
    .orderBy(desc(cases.openedAt))
    .limit(200);
  return rows.map(({ row, merchantName }) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    summary: row.summary,
    facts: row.facts,
    orderId: row.orderId,
    merchantName,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    resolution: row.resolution,
  }));
}

/** Closes a case with what was done about it, in the admin's words. */
export async function closeCase(ctx: Ctx, input: { caseId: string; resolution: string }): Promise<void> {
  requireAdmin(ctx);
  const resolution = input.resolution.trim().slice(0, 500);
  if (resolution === "") {
    throw new AppError("invalid", "Say what was done. The case stays open.", {
      fields: { resolution: "Say what was done." },
    });
  }
  await inTransaction("close-case", async (tx) => {
    const [closed] = await tx
      .update(cases)
      .set({
        state: "closed",
        resolution,
        closedAt: ctx.clock.now(),
        ownerUserId: "userId" in ctx.actor ? ctx.actor.userId : null,
      })
      .where(and(eq(cases.id, input.caseId), eq(cases.state, "open")))
      .returning();
    if (!closed) throw new AppError("conflict", "This case is closed already.");
    await audit(tx, ctx, {
      action: "case.closed",
      subject: { kind: "case", id: closed.id },
      merchantId: closed.merchantId,
      after: { resolution },
    });
  });
}
