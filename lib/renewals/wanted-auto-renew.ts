import { DAY } from "@/lib/kernel/clock";
import type { ExposedName } from "./forecast";

/**
 * Whether a registrar should renew a name by itself at this moment. off: never. on: as long as its merchant wants the
 * name. on_until_unpaid: until the grace window before the charge begins; what is paid by then we renew ourselves.
 */
export function wantedAutoRenew(
  name: Pick<ExposedName, "policy" | "wanted" | "takesAt">,
  { now, graceWindowDays }: { now: Date; graceWindowDays: number },
): boolean {
  if (!name.wanted || name.policy === "off") return false;
  if (name.policy === "on" || graceWindowDays === 0) return true;
  return now.getTime() < new Date(name.takesAt).getTime() - graceWindowDays * DAY;
}
