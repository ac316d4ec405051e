import { ada } from "../registrar/ada";
import type { TestWorld } from "./start-world";

export type Reply = {
  status: number;
  body: Record<string, unknown> & { operation?: Operation; error?: { code: string; field?: string } };
};
export type Operation = { id: string; state: string; reason?: string; name: string };

/** The registrar's API as curl would speak it; a lost connection is status 0. */
export function registrarCalls(world: () => TestWorld, key = "sandbox") {
  async function call(method: string, path: string, body?: unknown): Promise<Reply> {
    const init = {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const reply = await fetch(`${world().url}/registrar${path}`, init).catch(() => null);
    if (!reply) return { status: 0, body: {} };
    const text = await reply.text();
    return { status: reply.status, body: text.startsWith("{") ? JSON.parse(text) : { text } };
  }
  const register = (name: string, rest: Record<string, unknown> = {}) =>
    call("POST", "/v1/registrations", { name, years: 1, contact: ada, ...rest });
  const state = async (reply: Reply) =>
    (await call("GET", `/v1/operations/${reply.body.operation?.id}`)).body.operation?.state;
  const domain = (name: string) => call("GET", `/v1/domains/${name}`);
  const availability = async (...names: string[]) =>
    (await call("POST", "/v1/availability", { names })).body.results as {
      name: string;
      status: string;
      reason?: string;
    }[];
  return { call, register, state, domain, availability };
}
