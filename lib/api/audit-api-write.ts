import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/identity/audit";
import type { Ctx } from "@/lib/kernel/context";

/** Notes which token asked for a change and what it was answered; what the change did is in rows of the same request. */
export async function auditApiWrite(
  ctx: Ctx,
  write: { tokenId: string; operation: string; path: string; status: number },
): Promise<void> {
  const { tokenId, ...after } = write;
  await inTransaction("audit-api-write", (tx) =>
    audit(tx, ctx, { action: "api.asked", subject: { kind: "api_token", id: tokenId }, after }),
  );
}
