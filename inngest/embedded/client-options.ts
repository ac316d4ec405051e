import { embeddedFetch } from "./embedded-fetch";

/** Never resolved: `embeddedFetch` answers every call to it inside the process. */
export const EMBEDDED_BASE_URL = "http://engine.invalid";

/**
 * Options of `new Inngest({...})` for a client that the embedded engine runs. Cloud mode, so every call is signed, and each
 * step's result is reported before the next step starts.
 *
 * @param eventKey names the engine that takes this client's events when a process has several
 */
export function embeddedClientOptions(options: { id: string; signingKey: string; eventKey?: string }) {
  return {
    id: options.id,
    signingKey: options.signingKey,
    eventKey: options.eventKey ?? "embedded",
    isDev: false as const,
    baseUrl: EMBEDDED_BASE_URL,
    fetch: embeddedFetch,
    checkpointing: { bufferedSteps: 1, maxInterval: 0, maxRuntime: 0 },
  };
}
