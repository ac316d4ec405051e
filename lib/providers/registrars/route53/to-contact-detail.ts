import { type ContactDetail, type CountryCode, ExtraParamName } from "@aws-sdk/client-route-53-domains";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { RegistrarContact } from "../contract";

const known = new Set<string>(Object.values(ExtraParamName));

/** `+15551234567` as AWS wants it: `+1.5551234567`. Null when it is no phone number. */
export function toAwsPhone(e164: string): string | null {
  const phone = parsePhoneNumberFromString(e164);
  return phone ? `+${phone.countryCallingCode}.${phone.nationalNumber}` : null;
}

/**
 * Our contact as AWS takes it with every write: there are no stored contacts. `extra` is keyed by AWS's own parameter
 * names (`CA_LEGAL_TYPE`); what AWS does not know, or what belongs to another country's TLD, is left out.
 */
export function toContactDetail(contact: RegistrarContact, domainName: string, phone: string): ContactDetail {
  const tld = domainName.slice(domainName.lastIndexOf(".") + 1);
  const extra = Object.entries(contact.extra).filter(
    ([name, value]) => known.has(name) && value !== "" && belongsTo(name, tld),
  );
  return {
    FirstName: contact.firstName,
    LastName: contact.lastName,
    // The registry of .es takes persons only as owners.
    ContactType: contact.organisation && tld !== "es" ? "COMPANY" : "PERSON",
    ...(contact.organisation ? { OrganizationName: contact.organisation } : {}),
    AddressLine1: contact.addressLine1,
    ...(contact.addressLine2 ? { AddressLine2: contact.addressLine2 } : {}),
    City: contact.city,
    ...(contact.state ? { State: contact.state } : {}),
    CountryCode: contact.country as CountryCode,
    ZipCode: contact.postalCode,
    PhoneNumber: phone,
    Email: contact.email,
    ...(extra.length > 0
      ? { ExtraParams: extra.map(([Name, Value]) => ({ Name: Name as ExtraParamName, Value })) }
      : {}),
  };
}

/** `CA_LEGAL_TYPE` is for .ca only; names without a country (`VAT_NUMBER`, `BIRTH_CITY`) go everywhere. */
function belongsTo(extraName: string, tld: string): boolean {
  const country = /^(?:ONWER_)?([A-Z]{2})_/.exec(extraName)?.[1];
  return country === undefined || country.toLowerCase() === tld;
}
