import { randomUUID } from "node:crypto";
import { FaultQueue, type PlannedFault, strikeTransport } from "../http/fault-queue";
import { type Asked, createRouter, type Route } from "../http/route";
import { saveSetting } from "../world/world-clock";
import { faultsInName, type InducedFault, isFaultVerb, isTransportFault, type TransportFault } from "./induced-faults";
import { currency } from "./price-list";
import { type RegistrarProfile, type RegistrarProfileName, registrarProfiles } from "./profile";
import { type PutDomain, putDomains } from "./put-domains";
import { rdapRoutes } from "./rdap";
import { readRoutes } from "./routes";
import { settleDue } from "./settle";
import { askAway } from "./transfer-away";
import { confirmRegistrant } from "./verification";
import { countStrike, elsewhere, type RegistrarWorld } from "./world";
import { writeRoutes } from "./write-routes";

/** What tests and the fault suite hold in their hands. Everything here is also reachable over /control. */
export type RegistrarControl = {
  /** The next call of this verb meets the fault: any of docs/sandbox.md. `times` 0 takes back what is planned for the verb. */
  failNext(fault: { verb: string; mode: InducedFault; times?: number; name?: string }): void;
  faults(): PlannedFault[];
  clearFaults(): void;
  /** Every call answers status 503, until it is switched off (or faults are cleared). */
  setOutage(on: boolean): void;
  profile(): RegistrarProfile;
  setProfile(profile: RegistrarProfileName | Partial<RegistrarProfile>): Promise<void>;
  /** The account's credit in cents; null: it pays by invoice. */
  setBalance(balanceMinor: number | null, account?: string): Promise<void>;
  addAccount(id: string, apiKey: string): Promise<void>;
  /** The name leaves for another registrar at once, locked or not. */
  transferAway(name: string): Promise<void>;
  /** Another registrar asks for the name with this code; unless it is locked or the code wrong, it leaves in five days. */
  askAway(name: string, authCode: string): Promise<{ leaving: boolean; reason?: string }>;
  /** Puts names into an account as they would be after years; the platform's unless told otherwise. */
  putDomains(domains: readonly PutDomain[], account?: string): Promise<void>;
  /** The registrant answers the verification mail. */
  verify(name: string): Promise<void>;
  /** A charge that nobody here asked for. */
  addCharge(charge: { name: string; verb: string; amountMinor: number; at?: Date }, account?: string): Promise<void>;
  /** What the registrar charged, oldest first. */
  charges(account?: string): Promise<Charge[]>;
  /** Domains held, whatever lag hides them from the API. */
  holdings(account?: string): Promise<{ name: string; createdAt: Date; expiresAt: Date; autoRenew: boolean }[]>;
  /** Settles now what is due, without waiting for the next call. */
  settle(): Promise<void>;
};

export type Charge = {
  operationId: string;
  name: string;
  verb: string;
  years: number;
  amountMinor: number;
  currency: string;
  chargedAt: Date;
};

/** How often a fault spelled by a name strikes a verb; the ones not named here, once. */
const strikes: Partial<Record<TransportFault, number>> = {
  "rate-limited": 2,
  "registrar-down": Number.POSITIVE_INFINITY,
};

export async function createRegistrar(parts: Omit<RegistrarWorld, "profile" | "faults">) {
  const { sql } = parts;
  const [saved] = await sql`select value from sandbox.settings where key = 'registrar_profile'`;
  let profile: RegistrarProfile = { ...registrarProfiles.async, ...(saved?.value as Partial<RegistrarProfile>) };
  const faults = new FaultQueue();
  const world: RegistrarWorld = { ...parts, faults, profile: () => profile };

  let isDown = false;
  async function transportFault(route: Route, asked: Asked): Promise<string | null> {
    if (isDown) return "registrar-down";
    const name = nameIn(asked);
    const planned = faults.take(route.verb, name, isTransportFault);
    const { verb } = route;
    if (planned !== null || !isFaultVerb(verb) || name === undefined) return planned;
    for (const fault of faultsInName(name, verb))
      if (isTransportFault(fault) && (await countStrike(sql, name, `${verb}:${fault}`)) <= (strikes[fault] ?? 1))
        return fault;
    return null;
  }

  const router = createRouter([...readRoutes(world), ...writeRoutes(world)], async (route, asked, answer) => {
    const fault = await transportFault(route, asked);
    return fault === null ? answer() : strikeTransport(fault, answer);
  });

  const control: RegistrarControl = {
    failNext: (fault) => faults.plan(fault),
    faults: () => faults.list(),
    clearFaults() {
      faults.clear();
      isDown = false;
    },
    setOutage(on) {
      isDown = on;
    },
    profile: () => profile,
    async setProfile(wanted) {
      const named = typeof wanted === "string";
      profile = named ? { ...registrarProfiles[wanted] } : { ...profile, ...wanted };
      await saveSetting(sql, "registrar_profile", profile);
      if (named) await control.setBalance(wanted === "balance-limited" ? 2_500 : null);
    },
    async setBalance(balanceMinor, account = "platform") {
      await sql`update sandbox.accounts set balance_minor = ${balanceMinor} where id = ${account}`;
    },
    async addAccount(id, apiKey) {
      await sql`
        insert into sandbox.accounts (id, api_key) values (${id}, ${apiKey})
        on conflict (id) do update set api_key = excluded.api_key`;
    },
    async transferAway(name) {
      await sql`update sandbox.registrar_domains set account = ${elsewhere}, auto_renew = false where name = ${name}`;
      await world.delegationChanged(name);
    },
    askAway: (name, authCode) => askAway(world, name, authCode),
    putDomains: (domains, account = "platform") => putDomains(world, account, domains),
    verify: (name) => confirmRegistrant(world, name),
    async addCharge({ name, verb, amountMinor, at = world.clock.now() }, account = "platform") {
      await sql`
        insert into sandbox.registrar_charges (account, operation_id, name, verb, years, amount_minor, currency, charged_at)
        values (${account}, ${`op-${randomUUID()}`}, ${name}, ${verb}, 1, ${amountMinor}, ${currency}, ${at})`;
    },
    charges: (account = "platform") => sql<Charge[]>`
      select operation_id as "operationId", name, verb, years, amount_minor as "amountMinor", currency, charged_at as "chargedAt"
      from sandbox.registrar_charges where account = ${account} order by id`,
    holdings: (account = "platform") => sql<{ name: string; createdAt: Date; expiresAt: Date; autoRenew: boolean }[]>`
      select name, created_at as "createdAt", expires_at as "expiresAt", auto_renew as "autoRenew"
      from sandbox.registrar_domains where account = ${account} order by name`,
    settle: () => settleDue(world),
  };
  return { handle: router, rdap: createRouter(rdapRoutes(world)), control };
}

function nameIn({ params, body }: Asked): string | undefined {
  if (params.name !== undefined) return params.name;
  const named = typeof body === "object" && body !== null && "name" in body ? body.name : undefined;
  return typeof named === "string" ? named : undefined;
}
