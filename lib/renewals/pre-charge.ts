import { DAY, later } from "@/lib/kernel/clock";
import { registrarFactory, registrars } from "@/lib/providers/registrars/registry";

/** How many days before expiry a registrar renews a name of this ending by itself; 0 where it does so at its end. */
export function preChargeDays(registrar: string, tld: string): number {
  const { preCharge } = registrarFactory(registrar).descriptor;
  return preCharge ? (preCharge.byTld[tld] ?? preCharge.days) : 0;
}

/** When a registrar takes the money for a name that renews by itself (PE-38). */
export function takesAt(registrar: string, tld: string, expiresAt: Date): Date {
  return later(expiresAt, -preChargeDays(registrar, tld) * DAY);
}

/** No registrar that we know renews a name by itself earlier than so many days before its expiry. */
export function longestPreChargeDays(): number {
  const all = Object.values(registrars).map(({ descriptor }) => descriptor.preCharge);
  return Math.max(
    0,
    ...all.flatMap((preCharge) => (preCharge ? [preCharge.days, ...Object.values(preCharge.byTld)] : [])),
  );
}
