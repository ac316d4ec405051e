import { timeline } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";

export type Fact = {
  side: "money" | "registry" | "dns" | "platform" | "person";
  /** `noun_past`, as lib/orders/describe-fact.ts knows it. */
  fact: string;
  merchantId?: string | null;
  orderId?: string | null;
  orderItemId?: string | null;
  domainId?: string | null;
  /** Evidence; never secrets. */
  data?: Record<string, unknown>;
  /** Tells the fact only once, whatever repeats. */
  onceKey?: string;
};

/** Appends facts to the timeline in the transaction that makes them true. */
export async function tell(tx: Tx, ctx: Ctx, ...facts: Fact[]): Promise<void> {
  const at = ctx.clock.now();
  await tx
    .insert(timeline)
    .values(facts.map((fact) => ({ data: {}, ...fact, at })))
    .onConflictDoNothing({ target: timeline.onceKey });
}
