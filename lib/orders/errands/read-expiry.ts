import type { RegistrarDomain } from "@/lib/providers/registrars/contract";

const earliestMs = Date.UTC(1985, 0, 1);
const latestMs = Date.UTC(2200, 0, 1);

/** Registrars have answered 1969 and 9999 (U-3): no name of the DNS ended before its first, and none is sold beyond ten years. */
export function isPlausibleExpiry(expiresAt: Date): boolean {
  const at = expiresAt.getTime();
  return at >= earliestMs && at < latestMs;
}

/** RFC 3915: deleted and restorable. Spellings of EPP and RDAP. */
export function isInRedemption({ eppStatuses }: Pick<RegistrarDomain, "eppStatuses">): boolean {
  return eppStatuses.some((status) => status.toLowerCase().replaceAll(" ", "") === "redemptionperiod");
}
