import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { domains } from "@/db/schema";
import type { Ctx } from "@/lib/kernel/context";
import { notFound } from "@/lib/kernel/errors";
import { registrarFactory } from "@/lib/providers/registrars/registry";
import type { VerificationView } from "./views";

/** A name's open confirmation, or null when there is none. */
export async function verificationOf(ctx: Ctx, domainId: string): Promise<VerificationView | null> {
  const mine =
    ctx.actor.kind === "admin" || ctx.actor.kind === "job" ? undefined : eq(domains.merchantId, ctx.merchantId ?? "");
  const [domain] = await db()
    .select()
    .from(domains)
    .where(and(eq(domains.id, domainId), mine));
  if (!domain) throw notFound("domain");
  if (!domain.verifyBy || domain.verifiedAt || domain.registration !== "active") return null;
  return {
    domainId,
    nameAscii: domain.nameAscii,
    registrantEmail: domain.registrantEmail,
    registrarLabel: registrarFactory(domain.registrar).descriptor.label,
    verifyBy: domain.verifyBy.toISOString(),
    onHold: domain.eppStatuses.includes("clientHold"),
  };
}
