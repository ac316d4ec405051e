import { systemClock } from "@/lib/kernel/clock";
import type { Availability, Registrar, RegistrarDescriptor, Suggestion } from "@/lib/providers/registrars/contract";
import { defaultSettings } from "@/lib/settings/schema";
import { catalogueData, type TldRules } from "@/lib/tlds/catalogue-data";
import { catalogueEntry } from "@/lib/tlds/catalogue-entry";
import type { SoldTld } from "@/lib/tlds/queries";

type Options = {
  limits?: Partial<RegistrarDescriptor["limits"]>;
  capabilities?: Partial<RegistrarDescriptor["capabilities"]>;
  /** What it says of names that are not plainly available. */
  answers?: Record<string, Omit<Availability, "name">>;
  suggestions?: Suggestion[];
  /** Resolves when a call may be answered; rejects to make it fail. Called with the names of the call. */
  gate?: (names: readonly string[], signal?: AbortSignal) => Promise<void>;
};

/** The reading side of a registrar, for tests of the search: counts its calls and answers when it is let. */
export function testRegistrar(options: Options = {}) {
  const calls: (readonly string[])[] = [];
  const suggestionCalls: string[] = [];
  const registrar = {
    descriptor: {
      id: "test",
      label: "Test registrar",
      capabilities: { suggestions: true, premium: true, ...options.capabilities },
      limits: {
        requestsPerSecond: 1000,
        concurrent: 10,
        namesPerAvailabilityCall: 50,
        settleDelaySeconds: 1,
        ...options.limits,
      },
    },
    async *availability(names: readonly string[], signal?: AbortSignal) {
      calls.push(names);
      await options.gate?.(names, signal);
      for (const name of names) {
        const answer = options.answers?.[name];
        yield { name, ...(answer ?? { status: "available" }) } as Availability;
      }
    },
    async suggestions(query: string) {
      suggestionCalls.push(query);
      return options.suggestions ?? [];
    },
  } as unknown as Registrar;
  return { registrar, calls, suggestionCalls, names: () => calls.flat() };
}

/** The catalogue as sold by one account, or by several in turn, at 10.00 and 12.00 before markup. */
export function soldCatalogue(
  accounts: readonly string[] = ["rac_1"],
  data: readonly TldRules[] = catalogueData,
): SoldTld[] {
  const now = systemClock.now();
  return data.map((rules, i) =>
    catalogueEntry(
      {
        ...rules,
        sold: true,
        graceFeeMinor: 0,
        routedAccountId: null,
        accountId: accounts[i % accounts.length]!,
        registrar: "test",
        cost: {
          currency: "USD",
          registerMinor: 1000,
          renewMinor: 1200,
          transferMinor: 1000,
          restoreMinor: 8000,
          fetchedAt: now,
        },
        override: null,
        updatedAt: now,
      },
      defaultSettings,
      now,
    ),
  ) as SoldTld[];
}
