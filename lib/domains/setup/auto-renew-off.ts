import { eq } from "drizzle-orm";
import { domains } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { openRegistrar } from "@/lib/accounts/open-registrar";
import { SECOND } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { ProviderError } from "@/lib/kernel/errors";
import type { Domain, StepResult } from "./subject";

/** Registrar auto-renew is off and read back as off: the registrar takes nothing that was not paid first (CO-32). */
export async function autoRenewOff(ctx: Ctx, domain: Domain): Promise<StepResult> {
  const { registrar } = await openRegistrar(ctx, domain.registrarAccountId);
  const read = await registrar.domain(domain.nameAscii);
  if (!read) return { done: false, waitMs: 10 * SECOND };
  if (read.autoRenew) {
    await registrar.setAutoRenew(domain.nameAscii, false);
    if ((await registrar.domain(domain.nameAscii))?.autoRenew)
      throw new ProviderError(domain.registrar, "unavailable", "It was switched off, and reads back as on.");
    return { done: false, waitMs: SECOND };
  }
  await inTransaction("auto-renew-off", (tx) =>
    tx
      .update(domains)
      .set({ registrarAutoRenew: false, observedAt: ctx.clock.now(), updatedAt: ctx.clock.now() })
      .where(eq(domains.id, domain.id)),
  );
  return { done: true, note: "Read back as off" };
}
