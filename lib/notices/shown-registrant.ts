import type { RegistrarDomain } from "@/lib/providers/registrars/contract";

/** What a read of a name says of its registrant's address; nothing where the registrar hides it, so that what we had stays. */
export function shownRegistrant(read: Pick<RegistrarDomain, "registrantEmail">): { registrantEmail?: string } {
  const email = read.registrantEmail?.trim();
  return email && /^[^\s@<>]+@[^\s@<>]+$/.test(email) ? { registrantEmail: email } : {};
}
