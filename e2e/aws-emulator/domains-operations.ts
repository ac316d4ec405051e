import { AwsFault } from "./aws-fault";
import type { Contact, DomainsWorld, EmulatedOperation } from "./domains-world";
import { page } from "./page";

type Input = Record<string, unknown>;
type Handler = (world: DomainsWorld, input: Input) => unknown;

const text = (value: unknown) => String(value ?? "");
const nameOf = (input: Input) => text(input.DomainName).toLowerCase();
const seconds = (date: Date) => date.getTime() / 1000;
const usd = (Price: number) => ({ Price, Currency: "USD" });

/** What Route 53 Domains does, operation by operation, as far as the product asks it. */
export const domainsOperations: Record<string, Handler> = {
  CheckDomainAvailability(world, input) {
    world.tldOf(nameOf(input));
    return { Availability: world.availability(nameOf(input)) };
  },

  GetDomainSuggestions(world, input) {
    const name = nameOf(input);
    const label = name.slice(0, name.indexOf("."));
    world.tldOf(name);
    const labels = [label, `${label}hq`, `get${label}`, `${label}-online`, `my${label}`];
    const all = labels.flatMap((each) => [...world.prices.keys()].map((tld) => `${each}.${tld}`));
    const SuggestionsList = all
      .map((DomainName) => ({ DomainName, Availability: world.availability(DomainName) }))
      .filter((entry) => input.OnlyAvailable !== true || entry.Availability === "AVAILABLE");
    return { SuggestionsList: SuggestionsList.slice(0, Number(input.SuggestionCount)) };
  },

  CheckDomainTransferability(world, input) {
    const name = nameOf(input);
    world.tldOf(name);
    world.settle();
    const scripted = world.transferAnswers.get(name);
    if (scripted) return { Transferability: { Transferable: scripted } };
    if (world.held.has(name)) return { Transferability: { Transferable: "DOMAIN_IN_OWN_ACCOUNT" } };
    const blocked = world.blocked.get(name);
    if (blocked) return { Transferability: { Transferable: "UNTRANSFERABLE" }, Message: blocked };
    const code = world.elsewhere.get(name);
    if (code === undefined)
      return { Transferability: { Transferable: "UNTRANSFERABLE" }, Message: "The domain is not registered." };
    if (input.AuthCode !== undefined && input.AuthCode !== code)
      return { Transferability: { Transferable: "UNTRANSFERABLE" }, Message: "The authorization code is not valid." };
    return { Transferability: { Transferable: "TRANSFERABLE" } };
  },

  ListPrices(world, input) {
    if (input.Tld !== undefined) world.tldOf(`x.${text(input.Tld)}`);
    const tlds = [...world.prices].filter(([tld]) => input.Tld === undefined || tld === input.Tld);
    const { items, next } = page(tlds, input.Marker, input.MaxItems, 1000);
    const Prices = items.map(([Name, price]) => ({
      Name,
      RegistrationPrice: usd(price.register),
      TransferPrice: usd(price.transfer),
      RenewalPrice: usd(price.renew),
      ChangeOwnershipPrice: usd(0),
      RestorationPrice: usd(price.restore),
    }));
    return { Prices, ...(next ? { NextPageMarker: next } : {}) };
  },

  RegisterDomain(world, input) {
    const name = nameOf(input);
    world.tldOf(name);
    checkContact(input.RegistrantContact as Contact, name);
    world.settle();
    if (world.held.size >= world.domainLimit)
      throw new AwsFault(
        "DomainLimitExceeded",
        "The number of domains has exceeded the allowed threshold for the account.",
      );
    const wanted = () =>
      world.hold(name, {
        years: Number(input.DurationInYears),
        autoRenew: input.AutoRenew !== false,
        privacy: input.PrivacyProtectRegistrantContact !== false,
        contact: input.RegistrantContact as Contact,
      });
    const running = world.operations.some((operation) => operation.name === name && operation.status !== "FAILED");
    if (!running && world.availability(name) !== "AVAILABLE")
      throw new AwsFault("InvalidInput", `The domain name ${name} is not available for registration.`);
    if (world.held.has(name))
      throw new AwsFault("InvalidInput", `The domain name ${name} is not available for registration.`);
    return world.start("REGISTER_DOMAIN", name, wanted, Number(input.DurationInYears));
  },

  RenewDomain(world, input) {
    const domain = world.ours(nameOf(input));
    if (domain.expiresAt.getUTCFullYear() !== input.CurrentExpiryYear)
      throw new AwsFault("InvalidInput", "The current expiry year does not match the expiration date of the domain.");
    const years = Number(input.DurationInYears ?? 1);
    return world.start("RENEW_DOMAIN", domain.name, () => world.renew(domain, years), years);
  },

  TransferDomain(world, input) {
    const name = nameOf(input);
    world.tldOf(name);
    checkContact(input.RegistrantContact as Contact, name);
    const blocked = world.blocked.get(name);
    if (blocked) throw new AwsFault("TLDRulesViolation", blocked);
    if (!world.elsewhere.has(name)) throw new AwsFault("InvalidInput", `The domain ${name} cannot be transferred.`);
    const right = world.elsewhere.get(name) === input.AuthCode;
    const contact = input.RegistrantContact as Contact;
    const servers = input.Nameservers as { Name: string }[] | undefined;
    const started = world.start("TRANSFER_IN_DOMAIN", name, () => {
      world.hold(name, {
        years: Number(input.DurationInYears),
        autoRenew: input.AutoRenew !== false,
        privacy: input.PrivacyProtectRegistrantContact !== false,
        contact,
        nameServers: servers?.map((server) => server.Name) ?? ["ns1.elsewhere.example", "ns2.elsewhere.example"],
      });
    });
    if (right) world.failing.delete(name);
    else world.failing.set(name, "The authorization code that you entered is not valid.");
    return started;
  },

  GetOperationDetail(world, input) {
    world.settle();
    const operation = world.operations.find((candidate) => candidate.id === input.OperationId);
    if (!operation) throw new AwsFault("InvalidInput", "The operation ID is not valid.");
    return summary(operation);
  },

  ListOperations(world, input) {
    world.settle();
    const { Status: statuses, Type: types } = input as { Status?: string[]; Type?: string[] };
    const since = Number(input.SubmittedSince ?? 0);
    const found = world.operations.filter(
      (operation) =>
        seconds(operation.submittedAt) >= since &&
        (!statuses || statuses.includes(operation.status)) &&
        (!types || types.includes(operation.type)),
    );
    if (input.SortOrder === "DESC") found.reverse();
    const { items, next } = page(found, input.Marker, input.MaxItems, 20);
    return { Operations: items.map(summary), ...(next ? { NextPageMarker: next } : {}) };
  },

  GetDomainDetail(world, input) {
    const domain = world.ours(nameOf(input));
    return {
      DomainName: domain.name,
      Nameservers: domain.nameServers.map((Name) => ({ Name, GlueIps: [] })),
      AutoRenew: domain.autoRenew,
      AdminContact: domain.contact,
      RegistrantContact: domain.contact,
      TechContact: domain.contact,
      AdminPrivacy: domain.privacy,
      RegistrantPrivacy: domain.privacy,
      TechPrivacy: domain.privacy,
      RegistrarName: "Amazon Registrar, Inc.",
      WhoIsServer: "whois.registrar.amazon",
      RegistrarUrl: "http://registrar.amazon.com",
      CreationDate: seconds(domain.createdAt),
      UpdatedDate: seconds(domain.createdAt),
      ExpirationDate: seconds(domain.expiresAt),
      StatusList: domain.locked ? ["clientTransferProhibited"] : ["ok"],
      DnssecKeys: [],
    };
  },

  ListDomains(world, input) {
    world.settle();
    const names = [...world.held.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = page(names, input.Marker, input.MaxItems, 20);
    const Domains = items.map((domain) => ({
      DomainName: domain.name,
      AutoRenew: domain.autoRenew,
      TransferLock: domain.locked,
      Expiry: seconds(domain.expiresAt),
    }));
    return { Domains, ...(next ? { NextPageMarker: next } : {}) };
  },

  UpdateDomainNameservers(world, input) {
    const domain = world.ours(nameOf(input));
    const servers = (input.Nameservers as { Name: string }[]).map((server) => server.Name);
    if (servers.length < 2) throw new AwsFault("TLDRulesViolation", "A domain needs at least two name servers.");
    return world.start("UPDATE_NAMESERVER", domain.name, () => {
      domain.nameServers = servers;
    });
  },

  ViewBilling(world, input) {
    world.settle();
    const [start, end] = [Number(input.Start ?? 0), Number(input.End ?? Number.MAX_SAFE_INTEGER)];
    const billed = world.bills.filter(({ BillDate }) => seconds(BillDate) >= start && seconds(BillDate) <= end);
    const { items, next } = page(billed, input.Marker, input.MaxItems, 20);
    const BillingRecords = items.map((bill) => ({ ...bill, BillDate: seconds(bill.BillDate) }));
    return { BillingRecords, ...(next ? { NextPageMarker: next } : {}) };
  },

  ResendOperationAuthorization(world, input) {
    const operation = world.operations.find((candidate) => candidate.id === input.OperationId);
    if (!operation) throw new AwsFault("InvalidInput", "The operation ID is not valid.");
    world.mails.push(operation.id);
    return {};
  },

  ResendContactReachabilityEmail(world, input) {
    const domain = world.ours(text(input.domainName).toLowerCase());
    world.mails.push(domain.name);
    return {
      domainName: domain.name,
      emailAddress: text(domain.contact.Email),
      isAlreadyVerified: domain.reachability === "DONE",
    };
  },

  EnableDomainTransferLock: (world, input) => setLock(world, input, true),
  DisableDomainTransferLock: (world, input) => setLock(world, input, false),

  UpdateDomainContactPrivacy(world, input) {
    const domain = world.ours(nameOf(input));
    return world.start("CHANGE_PRIVACY_PROTECTION", domain.name, () => {
      domain.privacy = input.RegistrantPrivacy === true;
    });
  },

  UpdateDomainContact(world, input) {
    const domain = world.ours(nameOf(input));
    const contact = input.RegistrantContact as Contact;
    checkContact(contact, domain.name);
    return world.start("UPDATE_DOMAIN_CONTACT", domain.name, () => {
      domain.contact = contact;
    });
  },

  EnableDomainAutoRenew: (world, input) => setAutoRenew(world, input, true),
  DisableDomainAutoRenew: (world, input) => setAutoRenew(world, input, false),
  RetrieveDomainAuthCode: (world, input) => ({ AuthCode: world.ours(nameOf(input)).authCode }),
  GetContactReachabilityStatus(world, input) {
    const domain = world.ours(text(input.domainName).toLowerCase());
    return { domainName: domain.name, status: domain.reachability };
  },
};

function setLock(world: DomainsWorld, input: Input, on: boolean): unknown {
  const domain = world.ours(nameOf(input));
  return world.start("DOMAIN_LOCK", domain.name, () => {
    domain.locked = on;
  });
}

function setAutoRenew(world: DomainsWorld, input: Input, on: boolean): unknown {
  world.ours(nameOf(input)).autoRenew = on;
  return {};
}

function checkContact(contact: Contact, name: string): void {
  const refuse = (message: string) => {
    throw new AwsFault("InvalidInput", message);
  };
  for (const field of ["FirstName", "LastName", "AddressLine1", "City", "CountryCode", "PhoneNumber", "Email"]) {
    if (!contact[field]) refuse(`RegistrantContact: ${field} is missing.`);
  }
  if (!/^\+\d{1,3}\.\d{4,14}$/.test(text(contact.PhoneNumber)))
    refuse("Phone number has to be in the format +999.12345678 (RegistrantContact).");
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text(contact.Email)))
    refuse("RegistrantContact: the email address is not valid.");
  const extra = (contact.ExtraParams ?? []) as { Name: string }[];
  if (name.endsWith(".ca") && !extra.some((entry) => entry.Name === "CA_LEGAL_TYPE"))
    throw new AwsFault("TLDRulesViolation", "The TLD .ca needs the ExtraParam CA_LEGAL_TYPE for RegistrantContact.");
}

function summary(operation: EmulatedOperation): unknown {
  return {
    OperationId: operation.id,
    Status: operation.status,
    Type: operation.type,
    DomainName: operation.name,
    SubmittedDate: seconds(operation.submittedAt),
    LastUpdatedDate: seconds(operation.updatedAt),
    ...(operation.message ? { Message: operation.message } : {}),
    ...(operation.statusFlag ? { StatusFlag: operation.statusFlag } : {}),
  };
}
