import type { Tx } from "@/db/transaction";
import type { Ctx } from "@/lib/kernel/context";
import { displayName } from "@/lib/kernel/display-name";
import { openCase } from "@/lib/operations/open-case";
import { isPlausibleExpiry } from "./read-expiry";

type Name = { domainId: string; merchantId: string | null; nameAscii: string };

export const believableExpiry = (told: Date | null): Date | null => (told && isPlausibleExpiry(told) ? told : null);

/** A person is asked about a name whose registrar tells no day, or one that cannot be: such a day is never stored (U-3). */
export function raiseExpiry(tx: Tx, ctx: Ctx, { domainId, merchantId, nameAscii }: Name, told: Date | null) {
  return openCase(tx, ctx, {
    kind: "expiry_implausible",
    subjectId: domainId,
    merchantId,
    summary: `The registrar says that ${displayName(nameAscii)} expires on ${told?.toISOString() ?? "no day"}. That cannot be, so it is not kept as its date, and nothing is charged by it.`,
    facts: { name: nameAscii, told: told?.toISOString() ?? null },
  });
}
