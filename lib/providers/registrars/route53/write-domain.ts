import type { ContactDetail } from "@aws-sdk/client-route-53-domains";
import type { Registrar, RegistrarContact, WriteResult } from "../contract";
import type { DomainsApi } from "./api";
import { startOperation } from "./start-operation";
import { toAwsPhone, toContactDetail } from "./to-contact-detail";
import type { Refusal } from "./to-refusal";

type DomainWrites = Pick<
  Registrar,
  "register" | "renew" | "transferIn" | "setNameServers" | "setLock" | "setPrivacy" | "setContacts"
>;

/** Every write that AWS carries out as an operation with an id. */
export function domainWrites(api: DomainsApi): DomainWrites {
  return {
    register: (request) =>
      withContact(request.contact, request.name, (contact) =>
        startOperation(api, request.name, "REGISTER_DOMAIN", () =>
          api.registerDomain({
            DomainName: request.name,
            DurationInYears: request.years,
            // AWS would switch it on by itself.
            AutoRenew: false,
            ...everyRole(contact),
            ...everyPrivacy(request.privacy),
          }),
        ),
      ),
    transferIn: (request) =>
      withContact(request.contact, request.name, (contact) =>
        startOperation(api, request.name, "TRANSFER_IN_DOMAIN", () =>
          api.transferDomain({
            DomainName: request.name,
            DurationInYears: 1,
            AutoRenew: false,
            AuthCode: request.authCode,
            ...everyRole(contact),
            ...everyPrivacy(request.privacy),
          }),
        ),
      ),
    // The year we believe is the guard: AWS refuses when the name was renewed meanwhile.
    renew: (name, currentExpiry, years) =>
      startOperation(api, name, "RENEW_DOMAIN", () =>
        api.renewDomain({
          DomainName: name,
          CurrentExpiryYear: currentExpiry.getUTCFullYear(),
          DurationInYears: years,
        }),
      ),
    setNameServers: (name, nameServers) =>
      startOperation(api, name, "UPDATE_NAMESERVER", () =>
        api.updateNameServers({ DomainName: name, Nameservers: nameServers.map((Name) => ({ Name })) }),
      ),
    setLock: (name, on) =>
      startOperation(api, name, "DOMAIN_LOCK", () => (on ? api.enableLock(name) : api.disableLock(name))),
    setPrivacy: (name, on) =>
      startOperation(api, name, "CHANGE_PRIVACY_PROTECTION", () =>
        api.updatePrivacy({
          DomainName: name,
          AdminPrivacy: on,
          BillingPrivacy: on,
          RegistrantPrivacy: on,
          TechPrivacy: on,
        }),
      ),
    // Without Consent: a change of owner that costs money is refused and not paid by accident.
    setContacts: (name, given) =>
      withContact(given, name, (contact) =>
        startOperation(api, name, "UPDATE_DOMAIN_CONTACT", () =>
          api.updateContacts({ DomainName: name, ...everyRole(contact) }),
        ),
      ),
  };
}

const everyRole = (contact: ContactDetail) => ({
  RegistrantContact: contact,
  AdminContact: contact,
  TechContact: contact,
  BillingContact: contact,
});

const everyPrivacy = (on: boolean) => ({
  PrivacyProtectRegistrantContact: on,
  PrivacyProtectAdminContact: on,
  PrivacyProtectTechContact: on,
  PrivacyProtectBillingContact: on,
});

async function withContact(
  contact: RegistrarContact,
  name: string,
  write: (contact: ContactDetail) => Promise<WriteResult>,
): Promise<WriteResult> {
  const phone = toAwsPhone(contact.phone);
  if (phone === null) {
    const message = "The phone number is not an international one. Write it as +15551234567.";
    return { state: "refused", reason: "contact", message, field: "phone" } satisfies Refusal;
  }
  return write(toContactDetail(contact, name, phone));
}
