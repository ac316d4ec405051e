import { auditLog } from "@/db/schema";
import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { redact } from "@/lib/kernel/log";

export type AuditFact = {
  /** `noun.verb` in the past, such as `contact.saved`. */
  action: string;
  subject: { kind: string; id: string };
  /** The merchant concerned when it is not the acting one. */
  merchantId?: string | null;
  before?: unknown;
  after?: unknown;
};

/** Writes the audit row of a change in the transaction of the change. Secrets in before and after are left out. */
export async function audit(tx: Tx, ctx: Ctx, fact: AuditFact): Promise<void> {
  await tx.insert(auditLog).values({
    at: ctx.clock.now(),
    actorKind: ctx.actor.kind,
    actorId: "userId" in ctx.actor ? ctx.actor.userId : ctx.actor.kind === "job" ? ctx.actor.name : null,
    merchantId: fact.merchantId ?? ctx.merchantId,
    action: fact.action,
    subjectKind: fact.subject.kind,
    subjectId: fact.subject.id,
    before: redact(fact.before) ?? null,
    after: redact(fact.after) ?? null,
    requestId: ctx.requestId,
  });
}
