import { z } from "zod";
import { ProviderError } from "@/lib/kernel/errors";
import { createHttp } from "../../http";
import type {
  Registrar,
  RegistrarDescriptor,
  RegistrarDomain,
  RegistrarFactory,
  RegistrarSetup,
  WriteResult,
} from "../contract";

const no = {
  suggestions: false,
  prices: false,
  premium: false,
  contactHandles: false,
  createsZone: false,
  renew: false,
};
const descriptor: RegistrarDescriptor = {
  id: "toy",
  label: "Toy",
  useCase: "Shows how little a registrar has to bring.",
  credentials: [{ field: "token", label: "Token", secret: true, help: "Any string will do here." }],
  capabilities: {
    ...no,
    transferIn: false,
    lock: false,
    privacy: false,
    autoRenew: false,
    authCode: false,
    restore: false,
    charges: false,
  },
  preCharge: null,
  limits: { requestsPerSecond: 50, concurrent: 4, namesPerAvailabilityCall: 1, settleDelaySeconds: 0 },
  dnsHost: "sandbox",
  verifiedOn: "2026-11-21",
};

const date = z.iso.datetime().transform((text) => new Date(text));
const heldSchema = z.object({
  name: z.string(),
  createdAt: date,
  expiresAt: date,
  nameServers: z.array(z.string()),
  email: z.string(),
});

/** A whole adapter in one file: what the vendor cannot do is refused here, and never asked of it. */
export const toyRegistrar: RegistrarFactory = { descriptor, open };

function open({ credentials, baseUrl = "", clock, trace }: RegistrarSetup): Registrar {
  const headers = { authorization: `Bearer ${credentials.token}` };
  const http = createHttp({ vendor: "toy", baseUrl, timeoutMs: 5000, trace, clock, headers });
  const ask = <S extends z.ZodType>(verb: string, schema: S, body: object = {}, write = false) =>
    http.request({ verb, method: "POST", path: "/", body: { do: verb, ...body }, write, schema });
  const cannot = (verb: string) => new ProviderError("toy", "unsupported", `Toy has no ${verb}.`);
  const refuse = async (verb: string) => Promise.reject(cannot(verb));

  async function write(verb: string, body: object): Promise<WriteResult> {
    try {
      await ask(verb, z.object({}), body, true);
      return { state: "done", ref: null };
    } catch (error) {
      if (!(error instanceof ProviderError) || (error.kind !== "rejected" && error.kind !== "not_found")) throw error;
      return {
        state: "refused",
        reason: error.kind === "not_found" ? "not_ours" : "unavailable",
        message: error.message,
      };
    }
  }
  const shown = ({ email, ...held }: z.infer<typeof heldSchema>): RegistrarDomain => ({
    ...{ ...held, eppStatuses: [], autoRenew: false, locked: null, privacy: null },
    ...{ registrantEmail: email, registrantVerified: null, zoneRef: null, dsRecords: [] },
  });
  const domain = async (name: string) =>
    ask("show", heldSchema, { name }).then(shown, (error) => {
      if (error instanceof ProviderError && error.kind === "not_found") return null;
      throw error;
    });
  const isFree = async (name: string, signal?: AbortSignal) => {
    if (signal?.aborted) throw new ProviderError("toy", "unavailable", "Nobody waits for the answer.");
    return (await ask("check", z.object({ free: z.boolean() }), { name })).free;
  };

  return {
    descriptor,
    async *availability(names, signal) {
      for (const name of names) {
        const free = await isFree(name, signal).catch(() => null);
        if (free === null) yield { name, status: "unknown", reason: "Toy did not answer." };
        else yield { name, status: free ? "available" : "taken" };
      }
    },
    suggestions: () => refuse("suggestions"),
    // biome-ignore lint/correctness/useYield: it refuses at the first question.
    async *prices() {
      throw cannot("price list");
    },
    async priceOf(name, years) {
      if (!(await isFree(name))) return null;
      const year = { amountMinor: 1000, currency: "USD" };
      return { register: { ...year, amountMinor: 1000 * years }, renew: year, premium: false };
    },
    transferability: async () => ({ verdict: "unknown", blockers: [], authCodeRequired: true }),
    register: ({ name, years, contact }) => write("buy", { name, years, email: contact.email }),
    renew: () => refuse("renewal"),
    transferIn: () => refuse("transfer"),
    operation: async () => null,
    async findWrite(_verb, name) {
      const held = await domain(name);
      return held ? { found: "domain", domain: held } : { found: "none" };
    },
    domain,
    async *domains() {
      const { names } = await ask("list", z.object({ names: z.array(heldSchema) }));
      yield {
        names: names.map(({ name, expiresAt }) => ({ name, expiresAt, autoRenew: false, locked: null })),
        complete: true,
      };
    },
    setNameServers: (name, nameServers) => write("change", { name, nameServers }),
    setContacts: (name, { email }) => write("change", { name, email }),
    setAutoRenew: () => refuse("auto-renew"),
    setLock: () => refuse("lock"),
    setPrivacy: () => refuse("privacy"),
    authCode: () => refuse("auth code"),
  };
}
