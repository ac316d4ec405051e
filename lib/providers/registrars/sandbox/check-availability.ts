import { ProviderError } from "@/lib/kernel/errors";
import type { Availability } from "../contract";
import type { SandboxRegistrarApi } from "./api";
import { descriptor } from "./descriptor";

/** Asks for fifty names a call, some calls at once, and yields each batch as it is answered. */
export async function* checkAvailability(
  api: SandboxRegistrarApi,
  names: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Availability> {
  const { namesPerAvailabilityCall: size, concurrent } = descriptor.limits;
  const distinct = [...new Set(names)];
  const batches = Array.from({ length: Math.ceil(distinct.length / size) }, (_, i) =>
    distinct.slice(i * size, (i + 1) * size),
  );
  const running = new Map<number, Promise<{ key: number; answers: Availability[] }>>();
  let next = 0;
  while (!signal?.aborted) {
    while (running.size < concurrent && next < batches.length) {
      const key = next++;
      running.set(
        key,
        askBatch(api, batches[key] ?? [], signal).then((answers) => ({ key, answers })),
      );
    }
    if (running.size === 0) return;
    const { key, answers } = await Promise.race(running.values());
    running.delete(key);
    yield* answers;
  }
  await Promise.allSettled(running.values());
}

async function askBatch(
  api: SandboxRegistrarApi,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Availability[]> {
  try {
    const { results } = await api.availability(names, signal);
    const byName = new Map(results.map((result) => [result.name, result]));
    return names.map((name) => {
      const result = byName.get(name);
      return result ? toAvailability(result) : unknown(name, "The registrar gave no answer for this name.");
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return names.map((name) => unknown(name, "The registrar did not answer. Ask again."));
  }
}

type Result = Awaited<ReturnType<SandboxRegistrarApi["availability"]>>["results"][number];

function toAvailability({ name, status, reason, premium }: Result): Availability {
  if (status === "premium" && !premium) return unknown(name, "The registrar named no price for this premium name.");
  const price = (amountMinor: number) => ({ amountMinor, currency: premium?.currency ?? "" });
  return {
    name,
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(premium ? { premium: { register: price(premium.registerMinor), renew: price(premium.renewMinor) } } : {}),
  };
}

function unknown(name: string, reason: string): Availability {
  return { name, status: "unknown", reason };
}
