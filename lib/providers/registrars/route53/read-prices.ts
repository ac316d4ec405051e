import { ProviderError } from "@/lib/kernel/errors";
import type { NameCost, TldCost } from "../contract";
import { type DomainsApi, vendor } from "./api";
import { askAvailability } from "./ask-availability";
import { endlessList } from "./look-for-operation";
import { toTldCost } from "./to-domain";

/** The whole list in pages of 1000, which one call holds; AWS does not filter and page at once. */
export async function* listPrices(api: DomainsApi, tlds?: readonly string[]): AsyncIterable<TldCost> {
  const wanted = tlds && new Set(tlds);
  let marker: string | undefined;
  do {
    const page = await api.listPrices({ MaxItems: 1000, ...(marker ? { Marker: marker } : {}) });
    for (const price of page.Prices) {
      const cost = toTldCost(price);
      if (cost && (!wanted || wanted.has(cost.tld))) yield cost;
    }
    if (marker && page.NextPageMarker === marker) throw endlessList("ListPrices");
    marker = page.NextPageMarker;
  } while (marker);
}

/** Route 53 sells at list price only, so a name that can be had costs what its TLD costs. */
export async function priceOf(api: DomainsApi, name: string, years: number): Promise<NameCost | null> {
  const tld = name.slice(name.indexOf(".") + 1);
  const [answer, cost] = await Promise.all([availabilityOf(api, name), costOf(api, tld)]);
  if (answer.status === "unknown") {
    throw new ProviderError(
      vendor,
      "unavailable",
      `Whether ${name} can be had is not known now. ${answer.reason ?? ""}`,
    );
  }
  if (answer.status !== "available" || !cost) return null;
  return {
    register: { amountMinor: cost.registerMinor * years, currency: cost.currency },
    renew: { amountMinor: cost.renewMinor, currency: cost.currency },
    premium: false,
  };
}

async function availabilityOf(api: DomainsApi, name: string) {
  for await (const answer of askAvailability(api, [name], 1, undefined)) return answer;
  throw new Error("one name has one answer");
}

async function costOf(api: DomainsApi, tld: string): Promise<TldCost | null> {
  try {
    const { Prices } = await api.listPrices({ Tld: tld });
    return Prices.map(toTldCost).find((cost) => cost?.tld === tld) ?? null;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === "rejected") return null;
    throw error;
  }
}
