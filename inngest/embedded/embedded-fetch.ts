import { sdkContext } from "./sdk-context";

/** One operation as the SDK reports it. */
export type SdkOp = {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  userland?: { id?: string };
  opts?: Record<string, unknown>;
  data?: unknown;
  error?: unknown;
  timing?: { a: number; b: number };
};

/** The step's readable id; the hash is for the protocol. Postgres' text cannot hold NUL. */
export const nameOf = ({ id, userland, displayName }: SdkOp): string =>
  (userland?.id ?? displayName ?? id).replaceAll("\0", "");

/** What an engine answers to the calls that its functions make through the client's `fetch`. */
export type EngineEndpoint = {
  /** Stores finished steps of a call; false when that call was superseded and must stop. */
  checkpoint(callId: string, ops: SdkOp[]): Promise<boolean>;
  /** Takes in events; `sender` is the call that sends them, if one does, and its step. */
  takeIn(events: Record<string, unknown>[], sender?: { callId: string; stepId: string | undefined }): Promise<string[]>;
};

type Routes = { endpoints: Map<string, EngineEndpoint>; senders: Map<string, string[]> };

/** On globalThis: Next loads this module once for each of its bundles, and all must find the one engine. */
const store = globalThis as { nameplateEngineRoutes?: Routes };

function routes(): Routes {
  store.nameplateEngineRoutes ??= { endpoints: new Map(), senders: new Map() };
  return store.nameplateEngineRoutes;
}

/** Makes an engine reachable; the returned function withdraws it. */
export function announceEngine(engineId: string, eventKey: string, endpoint: EngineEndpoint): () => void {
  const { endpoints, senders } = routes();
  endpoints.set(engineId, endpoint);
  senders.set(eventKey, [...(senders.get(eventKey) ?? []), engineId]);
  return () => {
    endpoints.delete(engineId);
    senders.set(
      eventKey,
      (senders.get(eventKey) ?? []).filter((id) => id !== engineId),
    );
  };
}

const engineOf = (callId: string) => callId.slice(0, callId.indexOf("/"));
const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });

/** The `fetch` of a client on the embedded engine: nothing leaves the process. */
export async function embeddedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { pathname } = input instanceof URL ? input : new URL(input instanceof Request ? input.url : input);
  const body = JSON.parse(String(init?.body ?? "null"));
  try {
    if (/^\/v1\/checkpoint\/[^/]+\/async$/.test(pathname)) return await checkpoint(body);
    const eventKey = /^\/e\/(.+)$/.exec(pathname)?.[1];
    if (eventKey) return await send(decodeURIComponent(eventKey), Array.isArray(body) ? body : [body]);
    return json({ error: `The embedded engine does not offer ${pathname}.`, status: 501 }, 501);
  } catch (error) {
    return json({ error: (error as Error).message, status: 500 }, 500);
  }
}

/** Without a body, so one of each serves all: this is the busiest answer. */
const accepted = new Response(null, { status: 200 });
const superseded = new Response(null, { status: 409 });

async function checkpoint(body: { qi_id: string; steps: SdkOp[] }): Promise<Response> {
  const endpoint = routes().endpoints.get(engineOf(body.qi_id));
  const stored = await endpoint?.checkpoint(body.qi_id, body.steps);
  return stored ? accepted : superseded;
}

async function send(eventKey: string, events: Record<string, unknown>[]): Promise<Response> {
  const { endpoints, senders } = routes();
  const sender = sdkContext();
  const engineId = sender ? engineOf(sender.callId) : senders.get(eventKey)?.at(-1);
  const endpoint = engineId === undefined ? undefined : endpoints.get(engineId);
  if (!endpoint) return json({ error: "No engine runs in this process: use the outbox.", status: 503 }, 503);
  return json({ ids: await endpoint.takeIn(events, sender), status: 200 });
}
