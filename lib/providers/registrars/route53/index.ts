import { ProviderError } from "@/lib/kernel/errors";
import type { Registrar, RegistrarDomain, RegistrarFactory, WriteResult } from "../contract";
import { type DomainsApi, openDomainsApi, vendor } from "./api";
import { askAvailability } from "./ask-availability";
import { checkTransferability } from "./check-transferability";
import { route53Descriptor } from "./descriptor";
import { listCharges } from "./list-charges";
import { endlessList, findWrite } from "./look-for-operation";
import { orNull } from "./or-null";
import { listPrices, priceOf } from "./read-prices";
import { suggestNames } from "./suggest-names";
import { bareName, toDomain, toOperationState } from "./to-domain";
import { saysNotOurs, toRefusal } from "./to-refusal";
import { domainWrites } from "./write-domain";

/** Amazon Route 53 Domains as a registrar: the operator's own AWS account buys the names. */
export const route53Registrar: RegistrarFactory = {
  descriptor: route53Descriptor,
  open(setup): Registrar {
    const api = openDomainsApi(setup);
    const domain = (name: string) => readDomain(api, name);
    return {
      descriptor: route53Descriptor,
      availability: (names, signal) => askAvailability(api, names, route53Descriptor.limits.concurrent, signal),
      suggestions: (query, count) => suggestNames(api, query, count),
      prices: (tlds) => listPrices(api, tlds),
      priceOf: (name, years) => priceOf(api, name, years),
      transferability: (name, authCode) => checkTransferability(api, name, authCode),
      ...domainWrites(api),
      setAutoRenew: (name, on) => setAutoRenew(api, name, on),
      operation: async (ref) => {
        const found = await orNull(api.getOperation(ref), (error) => error.vendorCode === "InvalidInput");
        return found && toOperationState(found);
      },
      findWrite: (verb, name, since) => findWrite(api, verb, name, since, () => domain(name)),
      domain,
      domains: () => listDomains(api),
      charges: (since, until) => listCharges(api, since, until),
      resendTransferMail: (ref) => api.resendAuthorization(ref),
      resendVerification: async (name) => void (await api.resendReachabilityMail(name)),
      authCode: async (name) => {
        const reply = await orNull(api.getAuthCode(name), saysNotOurs);
        if (reply) return reply.AuthCode;
        throw new ProviderError(vendor, "not_found", `The AWS account does not hold ${name}.`);
      },
    };
  },
};

async function readDomain(api: DomainsApi, name: string): Promise<RegistrarDomain | null> {
  const detail = await orNull(
    api.getDomain(name),
    (error) => saysNotOurs(error) || error.vendorCode === "UnsupportedTLD",
  );
  if (!detail) return null;
  // Not worth failing for: some names have no such status, and some keys may not ask.
  const reachability = await orNull(api.getReachability(name), () => true);
  return toDomain(detail, reachability?.status ? reachability.status === "DONE" : null);
}

/** The one write that is not an operation: AWS answers when it is done. */
async function setAutoRenew(api: DomainsApi, name: string, on: boolean): Promise<WriteResult> {
  try {
    await (on ? api.enableAutoRenew(name) : api.disableAutoRenew(name));
    return { state: "done", ref: null };
  } catch (error) {
    const refusal = error instanceof ProviderError && error.kind === "rejected" ? toRefusal(error, name) : null;
    if (refusal) return refusal;
    throw error;
  }
}

async function* listDomains(api: DomainsApi): ReturnType<Registrar["domains"]> {
  let marker: string | undefined;
  do {
    const page = await api.listDomains({ MaxItems: 100, ...(marker ? { Marker: marker } : {}) });
    if (marker && page.NextPageMarker === marker) throw endlessList("ListDomains");
    marker = page.NextPageMarker;
    const names = page.Domains.map((entry) => ({
      name: bareName(entry.DomainName),
      expiresAt: entry.Expiry ?? null,
      autoRenew: entry.AutoRenew ?? null,
      locked: entry.TransferLock ?? null,
    }));
    yield { names, complete: true };
  } while (marker);
}
