import { isStuck } from "@/components/admin/operation-words";
import { listOperations, type OperationRow } from "@/lib/admin/list-operations";
import type { Ctx } from "@/lib/kernel/context";

/** What is in flight for more than two minutes, newest first: the queue, read to its end. */
export async function stuckOperations(ctx: Ctx): Promise<OperationRow[]> {
  const now = ctx.clock.now().toISOString();
  const found: OperationRow[] = [];
  let after: string | undefined;
  do {
    const page = await listOperations(ctx, { show: "open", limit: 200, after });
    found.push(...page.rows.filter((row) => isStuck(row, now)));
    after = page.next ?? undefined;
  } while (after);
  return found;
}
