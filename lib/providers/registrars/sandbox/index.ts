import { ProviderError } from "@/lib/kernel/errors";
import type {
  FoundWrite,
  OperationState,
  Registrar,
  RegistrarCharge,
  RegistrarDomain,
  RegistrarFactory,
  RegistrarSetup,
  WriteVerb,
} from "../contract";
import { createApi, type SandboxRegistrarApi, type WireDone } from "./api";
import { checkAvailability } from "./check-availability";
import { orAmbiguous, toDoneResult, toOperationState, toPurchase, toWriteResult } from "./convert";
import { descriptor } from "./descriptor";

/** The registrar of the sandbox (docs/sandbox.md). `baseUrl` is its `…/registrar`; the platform's own key is `sandbox`. */
export const sandboxRegistrar: RegistrarFactory = { descriptor, open };

function open(setup: RegistrarSetup): Registrar {
  const api = createApi(setup);
  return {
    descriptor,
    availability: (names, signal) => checkAvailability(api, names, signal),
    suggestions: async (query, count) => (await api.suggestions(query, count)).suggestions,
    prices: (tlds) => prices(api, tlds),
    async priceOf(name, years) {
      const { price } = await api.price(name, years);
      if (price === null) return null;
      const { currency, premium } = price;
      return {
        register: { amountMinor: price.registerMinor, currency },
        renew: { amountMinor: price.renewMinor, currency },
        premium,
      };
    },
    transferability: (name, authCode) => api.transferability(name, authCode),
    createContact: async (contact) => (await api.createContact(contact)).handle,
    register: async (request) =>
      toWriteResult(await api.register({ ...toPurchase(request), years: request.years }).catch(orAmbiguous)),
    renew: async (name, currentExpiry, years) =>
      toWriteResult(await api.renew(name, { currentExpiry: currentExpiry.toISOString(), years }).catch(orAmbiguous)),
    transferIn: async (request) =>
      toWriteResult(await api.transfer({ ...toPurchase(request), authCode: request.authCode }).catch(orAmbiguous)),
    cancelTransfer: async (ref) => toDoneResult(await api.cancelTransfer(ref)),
    resendTransferMail: async (ref) => orRejected(await api.mailOwner(ref)),
    restore: async (name, cost) => toWriteResult(await api.restore(name, { costLimit: cost }).catch(orAmbiguous)),
    deleteInGrace: async (name) => toDoneResult(await api.delete(name)),
    resendVerification: async (name) => orRejected(await api.mailRegistrant(name)),
    operation: (ref) => operation(api, ref),
    findWrite: (verb, name, since) => findWrite(api, verb, name, since),
    domain: (name) => domain(api, name),
    domains: () => domains(api),
    charges: (since, until) => charges(api, since, until),
    async balance() {
      const { balanceMinor, currency } = await api.account();
      return balanceMinor === null ? null : { amountMinor: balanceMinor, currency };
    },
    setNameServers: async (name, nameServers) => toWriteResult(await api.nameServers(name, { nameServers })),
    async setAutoRenew(name, on) {
      return toDoneResult(await api.autoRenew(name, on));
    },
    setLock: async (name, on) => toWriteResult(await api.lock(name, on)),
    setPrivacy: async (name, on) => toWriteResult(await api.privacy(name, on)),
    setContacts: async (name, contact) => toWriteResult(await api.contacts(name, contact)),
    authCode: async (name) => (await api.authCode(name)).authCode,
  };
}

async function* prices(api: SandboxRegistrarApi, tlds: readonly string[] | undefined) {
  let cursor: string | undefined;
  do {
    const page = await api.prices(tlds, cursor);
    for (const price of page.prices) yield { ...price, currency: page.currency };
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

const chargeVerbs: Record<string, RegistrarCharge["verb"]> = {
  register: "register",
  renew: "renew",
  auto_renew: "renew",
  transfer: "transfer",
  restore: "restore",
};

async function* charges(api: SandboxRegistrarApi, since: Date, until: Date): AsyncGenerator<RegistrarCharge[]> {
  const period = { since: since.toISOString(), until: until.toISOString() };
  let cursor: string | undefined;
  do {
    const page = await api.charges({ ...period, cursor });
    yield page.charges.map(({ id, chargedAt, verb, name, amountMinor, currency }) => ({
      externalId: `charge-${id}`,
      at: chargedAt,
      verb: chargeVerbs[verb] ?? "other",
      name,
      amount: { amountMinor, currency },
    }));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** A mail that is not sent is a failure: there is nothing that could have been done in part. */
function orRejected(reply: WireDone): void {
  if ("done" in reply) return;
  const { code, message } = reply.error;
  throw new ProviderError("sandbox", code === "not_in_account" ? "not_found" : "rejected", message, {
    vendorCode: code,
  });
}

/** Null for a 404: the registrar has no such thing. */
async function orNull<Value>(work: Promise<Value>): Promise<Value | null> {
  return work.catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === "not_found") return null;
    throw error;
  });
}

async function operation(api: SandboxRegistrarApi, ref: string): Promise<OperationState | null> {
  const reply = await orNull(api.operation(ref));
  return reply && toOperationState(reply.operation);
}

async function domain(api: SandboxRegistrarApi, name: string): Promise<RegistrarDomain | null> {
  const reply = await orNull(api.domain(name));
  if (reply === null) return null;
  const { statuses: eppStatuses, ...rest } = reply.domain;
  return { ...rest, eppStatuses, zoneRef: null, dsRecords: [] };
}

async function* domains(api: SandboxRegistrarApi) {
  let cursor: string | undefined;
  do {
    const page = await api.domains(cursor);
    cursor = page.next ?? undefined;
    yield { names: page.domains, complete: cursor === undefined };
  } while (cursor !== undefined);
}

/**
 * Of a name that is brought here, a held domain says most, then the newest operation that is not refused; a refused one still
 * says what happened. A name that was here before says nothing about its renewal: there the operation comes first.
 */
async function findWrite(api: SandboxRegistrarApi, verb: WriteVerb, name: string, since: Date): Promise<FoundWrite> {
  const states: OperationState[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.operations({ verb, since: since.toISOString(), name, cursor });
    states.push(...page.operations.map(toOperationState));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const state = states.findLast((candidate) => candidate.state !== "refused") ?? states.at(-1);
  const operation: FoundWrite = state ? { found: "operation", ref: state.ref, state } : { found: "none" };
  if (state && (verb === "renew" || verb === "restore")) return operation;
  const held = await domain(api, name);
  return held ? { found: "domain", domain: held } : operation;
}
