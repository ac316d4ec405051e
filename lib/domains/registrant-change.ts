import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { type domains, tlds } from "@/db/schema";
import { getContact } from "@/lib/contacts/queries";
import { DAY, later } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import type { RegistrarContact } from "@/lib/providers/registrars/contract";
import type { RegistrantChange } from "./views";
import { visibleDomain } from "./visible-domain";

/** What ICANN's transfer policy calls a change of registrant; an address may change without being one. */
const ownerFields = ["firstName", "lastName", "organisation", "email"] as const;

/**
 * What giving a name another registrant would mean, told before anything is saved (AN-28): whether it counts as a change of
 * owner, and from which day on the name could then move to another registrar.
 */
export async function registrantChange(
  ctx: Ctx,
  { domainId, contactId }: { domainId: string; contactId: string },
): Promise<RegistrantChange> {
  const domain = await visibleDomain(ctx, domainId);
  const wanted = await getContact(ctx, contactId);
  const [rules] = await db().select({ lockDays: tlds.lockDays }).from(tlds).where(eq(tlds.tld, domain.tld));
  const isOwnerChange = changesOwner(domain, wanted);
  const locks = isOwnerChange && rules && rules.lockDays > 0;
  return {
    contactId: wanted.id,
    isOwnerChange,
    lockDays: locks ? rules.lockDays : 0,
    freeFrom: locks
      ? laterOf(domain.transferLockedUntil, later(ctx.clock.now(), rules.lockDays * DAY)).toISOString()
      : null,
  };
}

/** What nobody knows of the present registrant counts as different: a lock that surprises is worse than one that does not come. */
export function changesOwner(
  { registrant, registrantEmail }: Pick<typeof domains.$inferSelect, "registrant" | "registrantEmail">,
  wanted: Pick<RegistrarContact, (typeof ownerFields)[number]>,
): boolean {
  const spelled = (value: string | null | undefined) => (value ?? "").trim().toLowerCase();
  if (!registrant || spelled(registrantEmail ?? registrant.email) !== spelled(registrant.email)) return true;
  return ownerFields.some((field) => spelled(registrant[field]) !== spelled(wanted[field]));
}

const laterOf = (a: Date | null, b: Date) => (a && a > b ? a : b);
