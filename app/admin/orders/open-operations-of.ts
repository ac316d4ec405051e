import { listOperations, type OperationRow } from "@/lib/admin/list-operations";
import type { Ctx } from "@/lib/kernel/context";

/** What is in flight for an order: the queue is short, and it is read to its end. */
export async function openOperationsOf(ctx: Ctx, orderId: string): Promise<OperationRow[]> {
  const found: OperationRow[] = [];
  let after: string | undefined;
  do {
    const page = await listOperations(ctx, { show: "open", limit: 200, after });
    found.push(...page.rows.filter((row) => row.orderId === orderId));
    after = page.next ?? undefined;
  } while (after);
  return found;
}
