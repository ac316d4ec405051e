import { ApiFailure } from "./api-failure";
import { LostConnection } from "./lost-connection";

/** One order to misbehave: the next `times` calls of `verb` (of `name`, when given) meet `mode`. */
export type PlannedFault = { verb: string; mode: string; times: number; name?: string | undefined };

/** Faults that were ordered and have not struck yet. Kept in memory: a restarted sandbox is a healthy one. */
export class FaultQueue {
  #planned: PlannedFault[] = [];

  /** `times` 0 takes back what is planned for the verb. */
  plan(fault: Omit<PlannedFault, "times"> & { times?: number | undefined }): void {
    const times = fault.times ?? 1;
    if (times === 0) this.#planned = this.#planned.filter((other) => other.verb !== fault.verb);
    else this.#planned.push({ ...fault, times });
  }

  /** The first planned fault of this call that `wanted` accepts, used up by one. */
  take(verb: string, name: string | undefined, wanted: (mode: string) => boolean): string | null {
    const found = this.#planned.find(
      (fault) => fault.verb === verb && wanted(fault.mode) && (fault.name === undefined || fault.name === name),
    );
    if (!found) return null;
    found.times -= 1;
    if (found.times <= 0) this.#planned = this.#planned.filter((fault) => fault !== found);
    return found.mode;
  }

  list(): PlannedFault[] {
    return this.#planned.map((fault) => ({ ...fault }));
  }

  clear(): void {
    this.#planned = [];
  }
}

/** Lets a fault of the way to the API happen to one call. */
export async function strikeTransport(mode: string, answer: () => Promise<Response>): Promise<Response> {
  switch (mode) {
    case "timeout-done":
      await answer();
      throw new LostConnection();
    case "timeout-not-done":
      throw new LostConnection();
    case "garbage":
      await answer();
      return garbage();
    case "garbage-not-done":
      return garbage();
    case "error-500-done":
      await answer();
      return new ApiFailure(500, "internal", "Something went wrong.").toResponse();
    case "error-500":
      return new ApiFailure(500, "internal", "Something went wrong.").toResponse();
    case "rate-limited":
      return new ApiFailure(429, "rate_limited", "Too many requests.", {}, { "retry-after": "2" }).toResponse();
    case "registrar-down":
    case "dns-down":
      return new ApiFailure(503, "down", "The service is down for maintenance.").toResponse();
    case "unauthorised":
      return new ApiFailure(401, "unauthorised", "The API key is not known.").toResponse();
    case "duplicate":
      await answer();
      return answer();
    default:
      throw new Error(`${mode} is no fault of the way to an API.`);
  }
}

function garbage(): Response {
  const page = "<html><body><h1>Service temporarily busy</h1></body></html>";
  return new Response(page, { headers: { "content-type": "text/html" } });
}
