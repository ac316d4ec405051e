import { asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { providerTrace } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";

export type TraceRow = {
  id: number;
  at: string;
  provider: string;
  verb: string;
  status: number | null;
  outcome: string;
  durationMs: number;
  operationId: string | null;
  request: unknown;
  response: unknown;
};

/** Every call made for an order, redacted when it was written (AN-51). */
export async function orderTrace(ctx: Ctx, orderId: string): Promise<TraceRow[]> {
  requireAdmin(ctx);
  const rows = await db()
    .select()
    .from(providerTrace)
    .where(eq(providerTrace.orderId, orderId))
    .orderBy(asc(providerTrace.id))
    .limit(500);
  return rows.map(({ orderId: _, at, ...row }) => ({ ...row, at: at.toISOString() }));
}
