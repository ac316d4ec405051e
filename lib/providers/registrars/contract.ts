import type { Clock } from "@/lib/kernel/clock";
import type { Money } from "@/lib/kernel/money";
import type { TraceSink } from "../trace";

/**
 * What a registrar can do for us, as far as its API goes. Names are A-labels in lower case without a trailing dot
 * (`xn--bcher-kva.de`); TLDs are public suffixes a registrar sells under (`com`, `co.uk`), without a leading dot. Dates are UTC.
 *
 * Every method throws ProviderError. For reads, `unavailable` and `rate_limited` may be repeated. A write that got no
 * reply, or one that cannot be understood, throws kind `ambiguous`: it may have happened, and the caller must look
 * (`findWrite`, `domain`) before any repeat. A write never repeats itself.
 */
export type Registrar = {
  readonly descriptor: RegistrarDescriptor;

  /**
   * Asks whether names can be registered. Yields answers as they come, in any order, exactly one a name; a name the
   * registrar could not answer for is `unknown`, never left out: silence cannot be sold.
   */
  availability(names: readonly string[], signal?: AbortSignal): AsyncIterable<Availability>;

  /** Names near a query, all registrable at this moment as far as the registrar knows; each with what made it a match. */
  suggestions(query: string, count: number): Promise<Suggestion[]>;

  /** The registrar's price list, a year each, in its currency; with `tlds` only those. */
  prices(tlds?: readonly string[]): AsyncIterable<TldCost>;

  /** What this name would cost now (premium names have their own prices). Null when the name cannot be registered. */
  priceOf(name: string, years: number): Promise<NameCost | null>;

  /** Whether a name could be transferred in now, and if not, why. */
  transferability(name: string, authCode?: string): Promise<Transferability>;

  /** Stores a contact at the registrar and returns its handle. Only where `capabilities.contactHandles`. */
  createContact?(contact: RegistrarContact): Promise<string>;

  /** Registers a name: the registrar charges the platform. Never with registrar auto-renew on (CO-32). */
  register(request: RegisterRequest): Promise<WriteResult>;

  /**
   * Adds years at the registrar, which charges the platform. `currentExpiry` is the guard: when the name no longer expires
   * then (somebody renewed it meanwhile), the registrar refuses (`policy`), so a repeat cannot buy twice.
   */
  renew(name: string, currentExpiry: Date, years: number): Promise<WriteResult>;

  /** Asks for a name that another registrar holds; days pass until it ends. Adds a year where the registry says so. */
  transferIn(request: TransferRequest): Promise<WriteResult>;

  /** Takes back a transfer in that has not ended. Only where the API has such a call. */
  cancelTransfer?(ref: string): Promise<WriteResult>;

  /** Has the mail sent again that the owner must answer before a transfer goes on. Only where the API has such a call. */
  resendTransferMail?(ref: string): Promise<void>;

  /**
   * Brings a name back from redemption. The registry's fee and what the registrar adds may not exceed `cost`, else
   * `refused` with reason `price`. Only where `capabilities.restore`.
   */
  restore?(name: string, cost: Money): Promise<WriteResult>;

  /** Has the mail sent again by which a registrant confirms their address. Only where the API has such a call. */
  resendVerification?(name: string): Promise<void>;

  /**
   * Deletes a name within its registry's add grace period (RFC 3915), and has its cost given back; `refused` (`policy`) when
   * that is over. Absent where the registrar keeps the money.
   */
  deleteInGrace?(name: string): Promise<WriteResult>;

  /** How an asynchronous write stands. Null when the registrar knows no such operation. */
  operation(ref: string): Promise<OperationState | null>;

  /**
   * Look before retry (R3): what became of a write that got no answer?
   * register, transfer: does this account already hold the name, or run one that began at or after `since`? `none` is said
   * only when both the operation list and the domain read say no.
   * renew, restore: an operation of that kind that runs, or that began at or after `since`; else the `domain` as it is now
   * (the caller compares its expiry and status); `none` when the account does not hold the name.
   */
  findWrite(verb: WriteVerb, name: string, since: Date): Promise<FoundWrite>;

  /** One name of this account, or null when this account does not hold it. */
  domain(name: string): Promise<RegistrarDomain | null>;

  /** All names of this account, page by page. `complete` is false on the last page when the registrar cut the list. */
  domains(): AsyncIterable<{ names: RegistrarListing[]; complete: boolean }>;

  /** What the registrar charged from `since` on and before `until`, page by page, any order. Only where `capabilities.charges`. */
  charges?(since: Date, until: Date): AsyncIterable<RegistrarCharge[]>;

  /** What is left of a prepaid balance; null when this account has none. Absent where registrars bill afterwards. */
  balance?(): Promise<Money | null>;

  setNameServers(name: string, nameServers: readonly string[]): Promise<WriteResult>;
  setAutoRenew(name: string, on: boolean): Promise<WriteResult>;
  setLock(name: string, on: boolean): Promise<WriteResult>;
  setPrivacy(name: string, on: boolean): Promise<WriteResult>;
  setContacts(name: string, contact: RegistrarContact): Promise<WriteResult>;

  /** The auth (EPP) code: a bearer secret. The caller shows it once and never stores or logs it. */
  authCode(name: string): Promise<string>;
};

/**
 * Availability of one name. Only `available` and, with its own consent, `premium` may be sold. `reserved` is for names
 * the registry keeps back or sells only with conditions.
 */
export type Availability = {
  name: string;
  status: "available" | "taken" | "premium" | "reserved" | "unknown" | "unsupported";
  /** For premium names: what the registrar asks for the first year and for each later one. */
  premium?: { register: Money; renew: Money };
  /** One sentence for `unknown`, `reserved` and `taken` ("Registered since 2011."). */
  reason?: string;
};

export type Suggestion = { name: string; reason: string };

/**
 * Costs of one TLD at this registrar, per year; null where it does not offer the action. `restoreMinor` is all that a restore
 * costs, the year it adds included.
 */
export type TldCost = {
  tld: string;
  currency: string;
  registerMinor: number;
  renewMinor: number;
  transferMinor: number | null;
  restoreMinor: number | null;
};

/** `register` is the total for all the years that were asked about; `renew` is one later year. */
export type NameCost = { register: Money; renew: Money; premium: boolean };

export type Transferability = {
  verdict: "transferable" | "not_transferable" | "already_here" | "premium" | "unknown";
  reason?: string;
  /** What stands in the way, as far as the registrar tells; empty also when it says no more than "not now". */
  blockers: TransferBlocker[];
  /** False where the ending moves without a code (`.uk` by tag). */
  authCodeRequired: boolean;
};

/** `until`: when it ends by itself, where known. `auth_code`: the code that was given is wrong. */
export type TransferBlocker = {
  kind: "locked" | "too_young" | "in_redemption" | "auth_code" | "under_way" | "other";
  until: Date | null;
  message: string;
};

/** Registrant data as all registrars understand it. Phone is E.164 (`+15551234567`); state is null where the country has none. */
export type RegistrarContact = {
  firstName: string;
  lastName: string;
  organisation: string | null;
  email: string;
  phone: string;
  addressLine1: string;
  addressLine2: string | null;
  city: string;
  state: string | null;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Extra answers a TLD asks for, by field name of lib/tlds. */
  extra: Record<string, string>;
};

export type RegisterRequest = {
  name: string;
  years: number;
  contact: RegistrarContact;
  /** The handle made by createContact, where the registrar keeps contacts. */
  contactHandle: string | null;
  privacy: boolean;
  /** The most the platform agreed to pay; a registrar that takes an expected price is told this one. */
  costLimit: Money;
  premium: boolean;
};

export type TransferRequest = Omit<RegisterRequest, "years"> & { authCode: string };

/**
 * What became of a write. `done` and `pending` carry the registrar's reference where it gives one. `refused` is final and
 * proves that nothing was done; `field` names a contact field that the merchant can correct.
 */
export type WriteResult =
  | { state: "done"; ref: string | null }
  | { state: "pending"; ref: string }
  | { state: "refused"; reason: RefusalReason; message: string; field?: string };

export type RefusalReason =
  | "unavailable"
  | "contact"
  | "policy"
  | "price"
  | "premium"
  | "insufficient_funds"
  | "not_ours"
  | "unsupported"
  /** A transfer's code is wrong or no longer good; another one may be tried. */
  | "auth_code"
  /** The registrar that holds the name has it locked. */
  | "locked"
  /** Registered or transferred too short a time ago. */
  | "too_young"
  /** It must be restored before anything else is done with it. */
  | "in_redemption"
  | "other";

export type OperationState = {
  ref: string;
  name: string;
  /** `waiting_for_person`: somebody must act (verify an e-mail, send papers, open a support case). */
  state: "pending" | "waiting_for_person" | "done" | "refused";
  /** Of a transfer that has not ended: its owner must agree, or the registries are at it. Absent where not told. */
  stage?: "owner" | "registry";
  reason?: RefusalReason;
  message?: string;
  field?: string;
  updatedAt: Date | null;
};

/** The writes that cost money, and that are looked at before they are repeated. */
export type WriteVerb = "register" | "renew" | "transfer" | "restore";

export type FoundWrite =
  | { found: "none" }
  | { found: "operation"; ref: string; state: OperationState }
  | { found: "domain"; domain: RegistrarDomain };

/**
 * One line of the registrar's bill to the platform. `externalId` is the registrar's own and never changes; what it gives back
 * has a negative amount. `verb` is `other` for what the platform has no name for.
 */
export type RegistrarCharge = {
  externalId: string;
  at: Date;
  verb: WriteVerb | "other";
  name: string | null;
  amount: Money;
};

export type RegistrarListing = {
  name: string;
  expiresAt: Date | null;
  autoRenew: boolean | null;
  locked: boolean | null;
};

export type RegistrarDomain = {
  name: string;
  createdAt: Date | null;
  expiresAt: Date | null;
  /** EPP status names as the registrar gives them (`clientTransferProhibited`). Hostile input: shown as text only. */
  eppStatuses: string[];
  nameServers: string[];
  autoRenew: boolean;
  locked: boolean | null;
  privacy: boolean | null;
  registrantEmail: string | null;
  /** Whether the registrant's e-mail is verified; null where the registrar does not say. */
  registrantVerified: boolean | null;
  /** The zone the registrar made by itself with the registration, by its DNS host's reference, where it does so. */
  zoneRef: string | null;
  dsRecords: { keyTag: number; algorithm: number; digestType: number; digest: string }[];
};

/** What a vendor's API can do and how it wants to be treated, as data. Forms, hidden buttons, limits and the conformance suite read it. */
export type RegistrarDescriptor = {
  id: string;
  label: string;
  /** When to use it, in a sentence for the admin. */
  useCase: string;
  credentials: { field: string; label: string; secret: boolean; help: string }[];
  capabilities: {
    suggestions: boolean;
    prices: boolean;
    premium: boolean;
    contactHandles: boolean;
    /** The registrar makes a zone with each registration (Route 53). */
    createsZone: boolean;
    renew: boolean;
    transferIn: boolean;
    lock: boolean;
    privacy: boolean;
    autoRenew: boolean;
    authCode: boolean;
    /** Names in redemption can be restored by API. */
    restore: boolean;
    /** The registrar lists what it charged, line by line. */
    charges: boolean;
  };
  /**
   * How many days before its expiry the registrar renews a name by itself, and charges for it, when its own auto-renew is on.
   * `byTld` where an ending differs. Null when it never charges before expiry.
   */
  preCharge: { days: number; byTld: Record<string, number> } | null;
  limits: {
    requestsPerSecond: number;
    concurrent: number;
    namesPerAvailabilityCall: number;
    /** After a write with no reply: how long until a look can be trusted (R3). */
    settleDelaySeconds: number;
  };
  /** The DNS host that names registered here are delegated to by default. */
  dnsHost: string;
  /** YYYY-MM-DD of the last check of these facts. */
  verifiedOn: string;
};

/** What an adapter is built from. Credentials are unsealed by the caller and never looked up here. */
export type RegistrarSetup = {
  credentials: Record<string, string>;
  /** The API's address when it is not the vendor's own (another environment, an emulator). */
  baseUrl?: string | undefined;
  clock: Clock;
  trace: TraceSink;
};

export type RegistrarFactory = { descriptor: RegistrarDescriptor; open(setup: RegistrarSetup): Registrar };
