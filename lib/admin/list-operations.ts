import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, operations, orderItems } from "@/db/schema";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import type { Page } from "@/lib/orders/views";

export type OperationRow = {
  id: string;
  verb: string;
  provider: string;
  state: "sent" | "unknown" | "confirmed" | "refused";
  attempt: number;
  name: string | null;
  itemId: string | null;
  /** Whether the item it is for is still open: only then can it be checked, adopted or voided. */
  itemOpen: boolean;
  orderId: string | null;
  merchantId: string | null;
  merchantName: string | null;
  providerRef: string | null;
  lastError: string | null;
  createdAt: string;
  settledAt: string | null;
};

export type OperationFilter = {
  show?: "open" | "refused" | "all" | undefined;
  after?: string | undefined;
  limit?: number | undefined;
};

/** Work at outside parties, newest first; `open` is the queue of what is in flight or unknown. */
export async function listOperations(ctx: Ctx, filter: OperationFilter = {}): Promise<Page<OperationRow>> {
  requireAdmin(ctx);
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const show = filter.show ?? "open";
  const wanted =
    show === "open"
      ? inArray(operations.state, ["sent", "unknown"])
      : show === "refused"
        ? eq(operations.state, "refused")
        : undefined;
  const [rows, [count]] = await Promise.all([
    db()
      .select({
        operation: operations,
        merchantName: merchants.name,
        name: orderItems.nameAscii,
        itemId: orderItems.id,
        itemState: orderItems.state,
      })
      .from(operations)
      .leftJoin(merchants, eq(merchants.id, operations.merchantId))
      .leftJoin(orderItems, eq(orderItems.id, operations.subjectId))
      .where(and(wanted, filter.after ? lt(operations.id, filter.after) : undefined))
      .orderBy(desc(operations.id))
      .limit(limit + 1),
    db().select({ total: sql<number>`count(*)::int` }).from(operations).where(wanted),
  ]);
  const page = rows.slice(0, limit).map(({ operation, merchantName, name, itemId, itemState }) => ({
    id: operation.id,
    verb: operation.verb,
    provider: operation.provider,
    state: operation.state,
    attempt: operation.attempt,
    name: name ? displayName(name) : null,
    itemId,
    itemOpen: itemState === "waiting" || itemState === "registering",
    orderId: operation.orderId,
    merchantId: operation.merchantId,
    merchantName,
    providerRef: operation.providerRef,
    lastError: operation.lastError ?? operation.refusal?.message ?? null,
    createdAt: operation.createdAt.toISOString(),
    settledAt: operation.settledAt?.toISOString() ?? null,
  }));
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null, total: count?.total ?? 0 };
}
