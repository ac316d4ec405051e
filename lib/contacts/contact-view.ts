import type { contacts } from "@/db/schema";
import { countryName } from "@/lib/kernel/countries";
import type { RegistrarContact } from "@/lib/providers/registrars/contract";

/** A contact as screens show it. Plain JSON. */
export type ContactView = RegistrarContact & {
  id: string;
  countryName: string;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
};

type ContactRow = typeof contacts.$inferSelect;

/** The registrant data of a stored contact, as registrars take it. */
export function registrarContact(row: ContactRow | ContactView): RegistrarContact {
  return {
    firstName: row.firstName,
    lastName: row.lastName,
    organisation: row.organisation,
    email: row.email,
    phone: row.phone,
    addressLine1: row.addressLine1,
    addressLine2: row.addressLine2,
    city: row.city,
    state: row.state,
    postalCode: row.postalCode,
    country: row.country,
    extra: row.extra,
  };
}

export function contactView(row: ContactRow): ContactView {
  return {
    ...registrarContact(row),
    id: row.id,
    countryName: countryName(row.country),
    archived: row.archivedAt !== null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
