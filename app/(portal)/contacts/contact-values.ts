import type { CheckedContact } from "@/lib/contacts/check-contact";

/** A contact as the values of its form: fields by name, answers as `extra.KEY`. */
export function contactValues(contact: CheckedContact): Record<string, string> {
  const { extra, ...fields } = contact;
  const { firstName, lastName, email, phone, addressLine1, city, postalCode, country } = fields;
  return {
    firstName,
    lastName,
    organisation: fields.organisation ?? "",
    email,
    phone,
    addressLine1,
    addressLine2: fields.addressLine2 ?? "",
    city,
    state: fields.state ?? "",
    postalCode,
    country,
    ...Object.fromEntries(Object.entries(extra).map(([key, value]) => [`extra.${key}`, value])),
  };
}
