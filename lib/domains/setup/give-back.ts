import { and, eq, ne } from "drizzle-orm";
import { domainSetup, domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import type { Domain, StepResult } from "./subject";

/** The name is no longer in the account: that is read, whatever was answered. The registrar's credit is for the books to find. */
export async function giveBack(ctx: Ctx, domain: Domain): Promise<StepResult> {
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  if (await registrar.domain(domain.nameAscii)) {
    const answer = await registrar.deleteInGrace?.(domain.nameAscii);
    if (!answer || answer.state === "refused")
      throw new ProviderError(domain.registrar, "rejected", answer?.message ?? "This registrar takes no name back.");
    return { done: false, waitMs: SECOND };
  }
  const now = ctx.clock.now();
  await inTransaction("given-back", async (tx) => {
    await tx
      .update(domains)
      .set({ registration: "cancelled", autoRenew: false, attention: [], observedAt: now, updatedAt: now })
      .where(and(eq(domains.id, domain.id), eq(domains.registration, "active")));
    // What else was to be set up has nothing to stand on.
    await tx
      .update(domainSetup)
      .set({ state: "done", endedAt: now, note: "Given back" })
      .where(
        and(eq(domainSetup.domainId, domain.id), ne(domainSetup.step, "give_back"), ne(domainSetup.state, "done")),
      );
  });
  return { done: true, note: "No longer in the account" };
}
