import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { operations } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { newId } from "@/lib/kernel/ids";

export type Operation = typeof operations.$inferSelect;
export type OperationVerb = Operation["verb"];

/** The newest operation of a subject and verb, whatever its state. */
export async function newestOperation(
  tx: Tx | Database,
  subjectId: string,
  verb: OperationVerb,
): Promise<Operation | undefined> {
  const rows = await tx
    .select()
    .from(operations)
    .where(and(eq(operations.subjectId, subjectId), eq(operations.verb, verb)))
    .orderBy(desc(operations.attempt))
    .limit(1);
  return rows[0];
}

/** Writes down the intent (R1). The key is ours and stable, so the same attempt cannot be written twice. */
export async function recordIntent(
  tx: Tx,
  ctx: Ctx,
  input: Pick<Operation, "verb" | "provider" | "subjectId"> &
    Partial<Pick<Operation, "orderId" | "merchantId" | "attempt" | "request">>,
): Promise<Operation> {
  const attempt = input.attempt ?? 1;
  const [row] = await tx
    .insert(operations)
    .values({
      ...input,
      id: newId("operation"),
      attempt,
      key: `${input.subjectId}:${input.verb}:${attempt}`,
      createdAt: ctx.clock.now(),
    })
    .returning();
  return row!;
}

/** Moves an operation on if it is still where the caller believes; false when somebody else was first (R7). */
export async function moveOperation(
  tx: Tx,
  id: string,
  from: readonly Operation["state"][],
  set: Partial<Omit<Operation, "id" | "looks">> & { looked?: boolean },
): Promise<boolean> {
  const { looked, ...values } = set;
  const moved = await tx
    .update(operations)
    .set({ ...values, ...(looked ? { looks: sql`${operations.looks} + 1` } : {}) })
    .where(and(eq(operations.id, id), inArray(operations.state, [...from])))
    .returning({ id: operations.id });
  return moved.length === 1;
}
