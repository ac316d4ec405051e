import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Mishap } from "../conformance-harness";

type Held = { name: string; createdAt: string; expiresAt: string; nameServers: string[]; email: string };
type Call = { do: string; name?: string; years?: number; nameServers?: string[]; email?: string };

const taken = "google.com";

/** The smallest registrar there could be: one address, one account, names for ten dollars a year, and nothing else. */
export async function startToyVendor(token: string, now: () => Date) {
  const names = new Map<string, Held>();
  const faults = new Map<string, { mishap: Mishap; times: number }>();
  let requests = 0;

  function answer({ do: verb, name = "", years = 1, nameServers, email }: Call): [number, unknown] {
    const held = names.get(name);
    if (verb === "check") return [200, { free: name !== taken && !held }];
    if (verb === "list") return [200, { names: [...names.values()] }];
    if (verb === "show") return held ? [200, held] : [404, {}];
    if (verb === "buy") {
      if (name === taken || held) return [409, { why: "That name is taken." }];
      const end = new Date(now());
      end.setUTCFullYear(end.getUTCFullYear() + years);
      const at = { createdAt: now().toISOString(), expiresAt: end.toISOString() };
      names.set(name, { name, ...at, nameServers: ["ns1.toy.test", "ns2.toy.test"], email: email ?? "" });
      return [200, {}];
    }
    if (!held) return [404, {}];
    names.set(name, { ...held, ...(nameServers && { nameServers }), ...(email && { email }) });
    return [200, {}];
  }

  const server = createServer(async (request, response) => {
    requests += 1;
    let text = "";
    for await (const chunk of request) text += chunk;
    const call = JSON.parse(text) as Call;
    const planned = faults.get(call.do);
    const fault = planned && planned.times-- > 0 ? planned : undefined;
    const before = { unauthorised: 401, rate_limited: 429, server_error: 500 } as Partial<Record<Mishap, number>>;
    const status = fault && before[fault.mishap];
    if (status || request.headers.authorization !== `Bearer ${token}`)
      return response.writeHead(status ?? 401).end("{}");
    const [code, body] = answer(call);
    if (fault?.mishap === "lost_reply") return request.socket.destroy();
    response.writeHead(code, { "content-type": "application/json" });
    response.end(fault ? "<html>" : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    requests: () => requests,
    fail: (verb: string, mishap: Mishap, times: number) => void faults.set(verb, { mishap, times }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
