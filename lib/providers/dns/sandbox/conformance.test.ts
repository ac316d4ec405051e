import { startWorld } from "@/lib/sandbox/testing/start-world";
import type { TraceEntry } from "../../trace";
import { type DnsHarness, type DnsMishap, dnsConformance } from "../conformance";
import { sandboxDns } from ".";

const modes = {
  lost_reply: "timeout-done",
  garbage: "garbage",
  server_error: "error-500",
  unauthorised: "unauthorised",
  rate_limited: "rate-limited",
} as const satisfies Record<DnsMishap, string>;
const verbs = { createZone: "create_zone", applyChanges: "change", zone: "zone" } as const;

const apiKey = "key-nobody-may-see";

dnsConformance("sandbox", async (): Promise<DnsHarness> => {
  const world = await startWorld();
  await world.registrar.addAccount("platform", apiKey);
  const trace: TraceEntry[] = [];
  let made = 0;
  return {
    host: sandboxDns.open({
      credentials: { apiKey },
      baseUrl: `${world.url}/dns`,
      clock: world.clock,
      trace: (entry) => trace.push(entry),
    }),
    trace,
    secrets: [apiKey],
    freeZone: () => `zone-${made++}.com`,
    advance: (ms) => world.advance(ms),
    fail: (method, mishap, times = 1) => world.dns.failNext({ verb: verbs[method], mode: modes[mishap], times }),
    close: () => world.close(),
  };
});
