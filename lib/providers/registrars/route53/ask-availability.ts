import { ProviderError } from "@/lib/kernel/errors";
import type { Availability } from "../contract";
import type { DomainsApi } from "./api";

/** How often a name is asked for while the registry is slow; AWS says to ask again at once. */
const asksWhilePending = 4;

const meaning: Record<string, Omit<Availability, "name">> = {
  AVAILABLE: { status: "available" },
  AVAILABLE_RESERVED: { status: "reserved", reason: "The registry keeps this name for somebody in particular." },
  AVAILABLE_PREORDER: { status: "reserved", reason: "This name can only be pre-ordered, which is not sold here." },
  UNAVAILABLE: { status: "taken" },
  UNAVAILABLE_PREMIUM: { status: "reserved", reason: "A premium name, which Amazon Route 53 does not sell." },
  UNAVAILABLE_RESTRICTED: { status: "reserved", reason: "The registry restricts who may have this name." },
  RESERVED: { status: "reserved", reason: "The registry keeps this name back." },
  INVALID_NAME_FOR_TLD: { status: "unsupported", reason: "This ending does not allow such a name." },
  DONT_KNOW: { status: "unknown", reason: "The registry did not answer. Ask again later." },
  PENDING: { status: "unknown", reason: "The registry is slow to answer. Ask again." },
};

/**
 * Asks for each name in a call of its own, as many at once as the service bears, and yields in the order of the answers.
 * Ends early, without the names left, when the caller has gone.
 */
export async function* askAvailability(
  api: DomainsApi,
  names: readonly string[],
  concurrent: number,
  signal: AbortSignal | undefined,
): AsyncIterable<Availability> {
  const waiting = [...names];
  const running = new Map<string, Promise<Availability>>();
  const fill = () => {
    while (running.size < concurrent && waiting.length > 0) {
      const name = waiting.shift() as string;
      running.set(name, askOne(api, name, signal));
    }
  };
  while (!signal?.aborted && (waiting.length > 0 || running.size > 0)) {
    fill();
    const answer = await Promise.race(running.values());
    running.delete(answer.name);
    if (signal?.aborted) return;
    yield answer;
  }
}

async function askOne(api: DomainsApi, name: string, signal: AbortSignal | undefined): Promise<Availability> {
  try {
    let code = "PENDING";
    for (let ask = 0; ask < asksWhilePending && code === "PENDING"; ask++) {
      code = (await api.checkAvailability(name, signal)).Availability;
    }
    return {
      name,
      ...(meaning[code] ?? { status: "unknown", reason: "The registrar gave an answer of an unknown kind." }),
    };
  } catch (error) {
    if (signal?.aborted) return { name, status: "unknown", reason: "Nobody waits for the answer." };
    if (!(error instanceof ProviderError)) throw error;
    return { name, ...whenFailed(error) };
  }
}

function whenFailed(error: ProviderError): Omit<Availability, "name"> {
  if (error.vendorCode === "UnsupportedTLD") return { status: "unsupported", reason: "This ending is not sold here." };
  if (error.vendorCode === "InvalidInput")
    return { status: "unsupported", reason: "The registrar does not take this name." };
  if (error.kind === "auth") return { status: "unknown", reason: "The registrar refused the platform's credentials." };
  if (error.kind === "rate_limited")
    return { status: "unknown", reason: "The registrar is busy. Ask again in a moment." };
  return { status: "unknown", reason: "The registrar did not answer. Ask again in a moment." };
}
