import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { domainSetup } from "@/db/schema";
import { setupSteps } from "@/db/schema/domains";
import { inTransaction } from "@/db/transaction";
import { type Ctx, requireAdmin, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { publish } from "@/lib/operations/publish";
import { visibleDomain } from "./visible-domain";

/** Tries a step that failed at once, rather than when its turn comes by itself. */
export async function retrySetup(ctx: Ctx, request: { domainId: string; step: string }): Promise<void> {
  if (ctx.actor.kind === "admin") requireAdmin(ctx);
  else requireWriter(ctx);
  const step = z.enum(setupSteps).safeParse(request.step);
  if (!step.success) throw new AppError("invalid", "There is no such step. Nothing was changed.");
  const domain = await visibleDomain(ctx, request.domainId);
  await inTransaction("retry-setup", async (tx) => {
    await tx
      .update(domainSetup)
      .set({ attempts: 0, state: "waiting" })
      .where(and(eq(domainSetup.domainId, domain.id), eq(domainSetup.step, step.data), ne(domainSetup.state, "done")));
    await publish(tx, ctx, "domain/setup-due", `${domain.id}:retry:${ctx.clock.now().getTime()}`, {
      domainId: domain.id,
    });
  });
}
