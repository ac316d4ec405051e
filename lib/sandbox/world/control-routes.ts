import type { Sql } from "postgres";
import { z } from "zod";
import type { DnsControl } from "../dns-host/create-dns-host";
import { ApiFailure } from "../http/api-failure";
import { createRouter, type Route } from "../http/route";
import type { RegistrarControl } from "../registrar/create-registrar";
import { type InducedFault, inducedFaults, type TransportFault, transportFaults } from "../registrar/induced-faults";
import { type RegistrarProfileName, registrarProfiles } from "../registrar/profile";
import type { PutDomain } from "../registrar/put-domains";
import { nameSchema, switchSchema as wireSwitch } from "../registrar/wire";
import type { StripeSandbox } from "../stripe";
import { stripeRoutes } from "./stripe-routes";
import type { WorldClock } from "./world-clock";

type Parts = {
  sql: Sql;
  clock: WorldClock;
  registrar: RegistrarControl;
  dns: DnsControl;
  stripe: StripeSandbox | null;
  advance(ms: number): Promise<void>;
  refresh(): Promise<void>;
};

const modes = Object.keys(inducedFaults) as [InducedFault, ...InducedFault[]];
const profiles = Object.keys(registrarProfiles) as [RegistrarProfileName, ...RegistrarProfileName[]];
const call = { verb: z.string(), times: z.int().min(0).default(1), name: z.string().optional() };
const faultSchema = z.discriminatedUnion("service", [
  z.object({ service: z.literal("registrar"), mode: z.enum(modes), ...call }),
  z.object({ service: z.literal("dns"), mode: z.enum(transportFaults), ...call }),
]);

const instant = z.iso.datetime().transform((text) => new Date(text));
const chargeSchema = z.object({ name: z.string(), verb: z.string(), amountMinor: z.int() });
const domainsSchema = z.object({
  domains: z.array(
    z.object({
      name: nameSchema,
      expiresAt: instant,
      createdAt: instant.optional(),
      autoRenew: z.boolean().optional(),
      locked: z.boolean().optional(),
      nameServers: z.array(nameSchema).optional(),
    }),
  ),
});

/** /control: what a person or a test outside this process does to the sandbox. */
export function createControlRoutes(parts: Parts) {
  const { clock, registrar, dns } = parts;
  const state = () =>
    Response.json({
      now: clock.now().toISOString(),
      clockOffsetMs: clock.offsetMs,
      profile: registrar.profile(),
      faults: { registrar: registrar.faults(), dns: dns.faults() },
      inducedFaults,
    });
  const route = (method: string, path: string, answer: (body: unknown) => Promise<void> | void): Route => ({
    verb: path,
    method,
    path,
    async answer({ body }) {
      await answer(body);
      return state();
    },
  });
  return createRouter([
    route("GET", "/", () => {}),
    route("POST", "/clock", async (body) => {
      const wanted = z.union([z.object({ advanceMs: z.number() }), z.object({ reset: z.literal(true) })]).parse(body);
      if ("reset" in wanted) await clock.reset();
      else await parts.advance(wanted.advanceMs);
    }),
    route("POST", "/faults", (body) => {
      const { service, name, ...fault } = faultSchema.parse(body);
      const planned = { ...fault, ...(name === undefined ? {} : { name }) };
      if (service === "registrar") registrar.failNext(planned);
      else dns.failNext(planned as typeof planned & { mode: TransportFault });
    }),
    route("DELETE", "/faults", () => clearFaults(parts)),
    route("POST", "/registrar/profile", (body) =>
      registrar.setProfile(z.object({ profile: z.enum(profiles) }).parse(body).profile),
    ),
    route("POST", "/registrar/balance", (body) =>
      registrar.setBalance(z.object({ balanceMinor: z.int().nullable() }).parse(body).balanceMinor),
    ),
    route("POST", "/registrar/transfer-away", async (body) => {
      const { name, authCode } = z.object({ name: z.string(), authCode: z.string().optional() }).parse(body);
      if (authCode === undefined) return registrar.transferAway(name);
      const { reason } = await registrar.askAway(name, authCode);
      if (reason) throw new ApiFailure(422, "refused", reason);
    }),
    route("POST", "/registrar/domains", (body) => {
      const { domains } = domainsSchema.parse(body);
      return registrar.putDomains(domains as PutDomain[]);
    }),
    route("POST", "/registrar/verify", (body) => registrar.verify(z.object({ name: z.string() }).parse(body).name)),
    route("POST", "/registrar/outage", (body) => registrar.setOutage(wireSwitch.parse(body).on)),
    route("POST", "/registrar/charge", (body) => registrar.addCharge(chargeSchema.parse(body))),
    ...stripeRoutes(route, parts.stripe),
    route("POST", "/reset", () => reset(parts)),
  ]);
}

function clearFaults({ registrar, dns, stripe }: Parts): void {
  registrar.clearFaults();
  dns.clearFaults();
  stripe?.control.reset();
}

/** Forgets everything, as on a first start. The product's own tables are another matter. */
async function reset(parts: Parts): Promise<void> {
  clearFaults(parts);
  const tables =
    await parts.sql`select tablename from pg_tables where schemaname = 'sandbox' and tablename <> 'accounts'`;
  const names = tables.map((row) => `sandbox.${row.tablename}`).join(", ");
  await parts.sql.unsafe(`truncate ${names}`);
  await parts.clock.reset();
  await parts.registrar.setProfile("async");
  await parts.refresh();
}
