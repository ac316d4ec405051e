import { openRegistrar } from "@/lib/accounts/open-registrar";
import { visibleDomain } from "@/lib/domains/visible-domain";
import { type Ctx, requireAdmin } from "@/lib/kernel/context";
import { AppError, ProviderError } from "@/lib/kernel/errors";

export type ComparedField =
  | "expiresAt"
  | "autoRenew"
  | "locked"
  | "privacy"
  | "nameServers"
  | "eppStatuses"
  | "registrantEmail";

/** One value as it is kept here and as the registrar has it now, null where that side does not say. */
export type ComparedValue = { field: ComparedField; kept: string | null; live: string | null; drift: boolean };

/** `values` is empty when the registrar's account does not hold the name. `keptAt`: when the kept values were last read. */
export type RegistrarComparison = { readAt: string; keptAt: string | null; held: boolean; values: ComparedValue[] };

/**
 * Reads a name at its registrar and puts what it says beside what is kept here; nothing is changed (AN-50). A side that does
 * not say is no drift. Throws `provider_failed` when the registrar does not answer.
 */
export async function compareWithRegistrar(ctx: Ctx, { domainId }: { domainId: string }): Promise<RegistrarComparison> {
  requireAdmin(ctx);
  const kept = await visibleDomain(ctx, domainId);
  const { registrar } = await openRegistrar(ctx, kept.registrarAccountId);
  const live = await registrar.domain(kept.nameAscii).catch((error) => {
    if (!(error instanceof ProviderError)) throw error;
    throw new AppError("provider_failed", "The registrar did not answer. Nothing was changed; try again in a minute.");
  });
  const at = { readAt: ctx.clock.now().toISOString(), keptAt: kept.observedAt?.toISOString() ?? null };
  if (!live) return { ...at, held: false, values: [] };
  const values = [
    compare("expiresAt", kept.expiresAt?.toISOString(), live.expiresAt?.toISOString()),
    compare("autoRenew", switched(kept.registrarAutoRenew), switched(live.autoRenew)),
    compare("locked", switched(kept.locked), switched(live.locked)),
    compare("privacy", switched(kept.privacy), switched(live.privacy)),
    compare("nameServers", listed(kept.nameServers), listed(live.nameServers)),
    compare("eppStatuses", listed(kept.eppStatuses), listed(live.eppStatuses)),
    compare("registrantEmail", kept.registrantEmail, live.registrantEmail),
  ];
  return { ...at, held: true, values };
}

function compare(
  field: ComparedField,
  kept: string | null | undefined,
  live: string | null | undefined,
): ComparedValue {
  return {
    field,
    kept: kept ?? null,
    live: live ?? null,
    drift: kept != null && live != null && kept.toLowerCase() !== live.toLowerCase(),
  };
}

const switched = (on: boolean | null) => (on === null ? null : on ? "on" : "off");

/** The order in which a registrar lists them means nothing. */
const listed = (values: readonly string[]) => [...new Set(values)].sort().join(" ") || null;
