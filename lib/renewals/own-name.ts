import type { domains } from "@/db/schema";
import { visibleDomain } from "@/lib/domains/visible-domain";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { AppError } from "@/lib/kernel/errors";

type Domain = typeof domains.$inferSelect;

/** A name of the acting merchant that still has an end to decide about; a sentence for what has none. */
export async function ownName(ctx: Ctx, domainId: string): Promise<Domain & { expiresAt: Date; merchantId: string }> {
  const merchantId = requireWriter(ctx);
  const domain = await visibleDomain(ctx, domainId);
  const shown = displayName(domain.nameAscii);
  if (!["active", "expired", "redemption"].includes(domain.registration))
    throw new AppError("conflict", `${shown} is not registered here any more. Nothing was changed or charged.`);
  if (!domain.expiresAt)
    throw new AppError(
      "conflict",
      `The registry has not told yet when ${shown} expires. Nothing was charged. Try again in an hour.`,
    );
  return { ...domain, expiresAt: domain.expiresAt, merchantId };
}
