import { type Clock, DAY, later } from "@/lib/kernel/clock";
import { AwsFault } from "./aws-fault";
import type { ZonesWorld } from "./zones-world";

export type Contact = Record<string, unknown>;
export type HeldDomain = {
  name: string;
  autoRenew: boolean;
  locked: boolean;
  privacy: boolean;
  nameServers: string[];
  contact: Contact;
  createdAt: Date;
  expiresAt: Date;
  authCode: string;
  reachability: "PENDING" | "DONE" | "EXPIRED";
};
export type EmulatedOperation = {
  id: string;
  type: string;
  name: string;
  submittedAt: Date;
  updatedAt: Date;
  dueAt: Date;
  status: "SUBMITTED" | "IN_PROGRESS" | "SUCCESSFUL" | "FAILED" | "ERROR";
  message?: string;
  statusFlag?: string;
  years?: number;
  apply: () => void;
};
export type Bill = { DomainName: string; Operation: string; InvoiceId: string; BillDate: Date; Price: number };
type Price = { register: number; renew: number; transfer: number; restore: number };

const defaultPrices: Record<string, Price> = {
  com: { register: 14, renew: 14, transfer: 14, restore: 66 },
  net: { register: 17, renew: 17, transfer: 17, restore: 70 },
  org: { register: 14, renew: 14, transfer: 14, restore: 90 },
  "co.uk": { register: 9, renew: 9, transfer: 0, restore: 9 },
  io: { register: 71, renew: 71, transfer: 71, restore: 142 },
  shop: { register: 35, renew: 37.5, transfer: 37.5, restore: 100 },
  ca: { register: 18, renew: 18, transfer: 18, restore: 66 },
  es: { register: 10, renew: 10, transfer: 0, restore: 10 },
  de: { register: 9, renew: 9, transfer: 9, restore: 66 },
};

/** The state behind Route 53 Domains: one account, its names, its operations, and what the registries know. */
export class DomainsWorld {
  readonly accountId = "123456789012";
  readonly held = new Map<string, HeldDomain>();
  readonly operations: EmulatedOperation[] = [];
  readonly prices = new Map<string, Price>(Object.entries(defaultPrices));
  /** Names that somebody else holds, with the auth code that would release each. */
  readonly elsewhere = new Map<string, string>();
  /** What availability answers for a name, one answer a question, the last one for ever. */
  readonly answers = new Map<string, string[]>();
  readonly transferAnswers = new Map<string, string>();
  /** Names elsewhere that do not move, with the sentence that says why. */
  readonly blocked = new Map<string, string>();
  /** What the account was billed, oldest first. */
  readonly bills: Bill[] = [];
  /** The mails that were asked for again: an operation's id, or a name. */
  readonly mails: string[] = [];
  /** Operations of these names end as failed, with this message. */
  readonly failing = new Map<string, string>();
  /** Operations of these names stay open and wait, with this flag. */
  readonly waiting = new Map<string, string>();
  domainLimit = 10_000;
  runningLimit = 10_000;
  #next = 1;

  constructor(
    readonly clock: Clock,
    readonly zones: ZonesWorld,
    readonly operationDelayMs: number,
  ) {}

  tldOf(name: string): string {
    const tld = name.slice(name.indexOf(".") + 1);
    if (!this.prices.has(tld)) throw new AwsFault("UnsupportedTLD", "Amazon Route 53 does not support this TLD.");
    return tld;
  }

  ours(name: string): HeldDomain {
    this.settle();
    const domain = this.held.get(name.toLowerCase());
    if (domain) return domain;
    throw new AwsFault("InvalidInput", `Domain ${name} not found in ${this.accountId} account.`);
  }

  availability(name: string): string {
    this.settle();
    const scripted = this.answers.get(name);
    if (scripted?.length) return (scripted.length > 1 ? scripted.shift() : scripted[0]) as string;
    if (!/^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(name.split(".")[0] ?? "")) return "INVALID_NAME_FOR_TLD";
    const wanted = this.operations.some((operation) => operation.name === name && isOpen(operation));
    return this.held.has(name) || this.elsewhere.has(name) || wanted ? "UNAVAILABLE" : "AVAILABLE";
  }

  start(type: string, name: string, apply: () => void, years = 1): { OperationId: string } {
    const open = this.operations.filter(isOpen);
    if (open.some((operation) => operation.name === name && operation.type === type))
      throw new AwsFault("DuplicateRequest", "The request is already in progress for the domain.");
    if (open.length >= this.runningLimit)
      throw new AwsFault("OperationLimitExceeded", "The number of operations running exceeds the allowed threshold.");
    const now = this.clock.now();
    const serial = String(this.#next++).padStart(12, "0");
    const operation: EmulatedOperation = {
      id: `b2f0c1d4-6e0a-4f6f-9a53-${serial}`,
      type,
      name,
      submittedAt: now,
      updatedAt: now,
      dueAt: later(now, this.operationDelayMs),
      status: "SUBMITTED",
      years,
      apply,
    };
    this.operations.push(operation);
    return { OperationId: operation.id };
  }

  /** Lets time do its work: operations that are due end, once, and take effect. */
  settle(): void {
    const now = this.clock.now();
    for (const operation of this.operations.filter(isOpen)) {
      const flag = this.waiting.get(operation.name);
      if (flag) operation.statusFlag = flag;
      else delete operation.statusFlag;
      if (flag || now < operation.dueAt) {
        if (now > operation.submittedAt) operation.status = "IN_PROGRESS";
        continue;
      }
      const message = this.failing.get(operation.name);
      operation.updatedAt = now;
      operation.status = message === undefined ? "SUCCESSFUL" : "FAILED";
      if (message === undefined) {
        operation.apply();
        this.#bill(operation, now);
      } else operation.message = message;
    }
  }

  #bill(operation: EmulatedOperation, at: Date): void {
    const price = this.prices.get(this.tldOf(operation.name));
    const prices: Record<string, number | undefined> = {
      REGISTER_DOMAIN: price?.register,
      RENEW_DOMAIN: price?.renew,
      TRANSFER_IN_DOMAIN: price?.transfer,
    };
    const Price = prices[operation.type];
    if (Price === undefined) return;
    const InvoiceId = `invoice-${this.bills.length + 1}`;
    this.bills.push({
      DomainName: operation.name,
      Operation: operation.type,
      InvoiceId,
      BillDate: at,
      Price: Price * (operation.years ?? 1),
    });
  }

  /** A name comes into the account; AWS makes its zone and delegates to it when none is given. */
  hold(name: string, given: Partial<HeldDomain> & { years: number; contact: Contact }): HeldDomain {
    const { years, ...rest } = given;
    const now = this.clock.now();
    const expiresAt = new Date(now);
    expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + years);
    const domain: HeldDomain = {
      name,
      autoRenew: true,
      locked: true,
      privacy: true,
      nameServers: rest.nameServers ?? this.zones.create(name, `RISWorkflow-RD:${name}`).nameServers,
      createdAt: now,
      expiresAt,
      authCode: `Auth!${Buffer.from(name).toString("base64url").slice(0, 12)}#7`,
      reachability: "PENDING",
      ...rest,
    };
    this.elsewhere.delete(name);
    this.held.set(name, domain);
    return domain;
  }

  renew(domain: HeldDomain, years: number): void {
    const until = new Date(domain.expiresAt);
    until.setUTCFullYear(until.getUTCFullYear() + years);
    if (until.getTime() - this.clock.now().getTime() > 10 * 366 * DAY)
      throw new AwsFault("TLDRulesViolation", "The registration period would exceed 10 years.");
    domain.expiresAt = until;
  }
}

export function isOpen(operation: EmulatedOperation): boolean {
  return operation.status === "SUBMITTED" || operation.status === "IN_PROGRESS";
}
