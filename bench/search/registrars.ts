import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ProviderError } from "../../lib/kernel/errors";
import type { Availability, Registrar } from "../../lib/providers/registrars/contract";

export type Call = { accountId: string; names: readonly string[]; delayMs: number | null };

/** Namespace of one round: the same round and names meet the same delays. */
export type World = { round: string; mode: "clean" | "faults"; hangs: string | null };

/** Four with bulk checks of 50 names, two that take one name a call. */
export const accounts = ["rac_0", "rac_1", "rac_2", "rac_3", "rac_4", "rac_5"];
export const namesPerCall = (accountId: string) => (accounts.indexOf(accountId) < 4 ? 50 : 1);

export async function startRegistrars() {
  const worker = new Worker(new URL("./mock-registrars.mjs", import.meta.url));
  const [{ port }] = (await once(worker, "message")) as [{ port: number }];
  return { address: `http://127.0.0.1:${port}`, close: () => worker.terminate() };
}

/** One availability call as an adapter makes it. */
export async function check(
  address: string,
  world: World,
  accountId: string,
  names: readonly string[],
  signal: AbortSignal | undefined,
  seen: (call: Call) => void,
): Promise<Availability[]> {
  const call: Call = { accountId, names, delayMs: null };
  seen(call);
  const response = await fetch(`${address}/${world.round}/${world.mode}/${accountId}`, {
    method: "POST",
    body: JSON.stringify({ names, hangs: world.hangs }),
    ...(signal ? { signal } : {}),
  });
  const body = (await response.json()) as { answers: Availability[] };
  call.delayMs = Number(response.headers.get("x-delay-ms"));
  if (!response.ok) throw new ProviderError(accountId, "unavailable", "The registrar failed.");
  return body.answers;
}

/** The reading side of a registrar over real HTTP, splitting what it is given by its own limit. */
export function registrarOver(address: string, world: World, accountId: string, seen: (call: Call) => void): Registrar {
  return {
    descriptor: {
      label: accountId,
      capabilities: { suggestions: false, premium: true },
      limits: { requestsPerSecond: 1000, concurrent: 512, namesPerAvailabilityCall: namesPerCall(accountId) },
    },
    async *availability(names: readonly string[], signal?: AbortSignal) {
      yield* await check(address, world, accountId, names, signal, seen);
    },
  } as unknown as Registrar;
}
