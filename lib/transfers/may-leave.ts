import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { type LeavingDomain, leavingDomain } from "./leaving-domain";

/**
 * The domain, when the acting person may take it away now: an owner of the account, and nothing in the way. Else a refusal
 * with every reason and its day.
 */
export async function mayLeave(ctx: Ctx, domainId: string): Promise<LeavingDomain["domain"]> {
  requireWriter(ctx);
  const { domain, obstacles } = await leavingDomain(ctx, domainId);
  if (ctx.actor.kind !== "user" || ctx.actor.role !== "owner")
    throw new AppError(
      "forbidden",
      "Only an owner of this account may take a name away. Nothing was changed. Ask an owner.",
    );
  if (obstacles.length > 0)
    throw new AppError(
      "conflict",
      `${domain.nameAscii} cannot leave now, and nothing was changed. ${obstacles.map(({ reason }) => reason).join(" ")}`,
    );
  return domain;
}
