import { DAY, later } from "@/lib/kernel/clock";
import { ada } from "@/lib/sandbox/registrar/ada";
import { startWorld } from "@/lib/sandbox/testing/start-world";
import type { TraceEntry } from "../../trace";
import { type Mishap, type RegistrarHarness, registrarConformance } from "../conformance";
import { sandboxRegistrar } from ".";

const modes = {
  lost_reply: "timeout-done",
  garbage: "garbage",
  server_error: "error-500",
  unauthorised: "unauthorised",
  rate_limited: "rate-limited",
} as const satisfies Record<Mishap, string>;

const apiKey = "key-nobody-may-see";

registrarConformance("sandbox", async (): Promise<RegistrarHarness> => {
  const world = await startWorld();
  await world.registrar.addAccount("platform", apiKey);
  const trace: TraceEntry[] = [];
  let made = 0;
  return {
    registrar: sandboxRegistrar.open({
      credentials: { apiKey },
      baseUrl: `${world.url}/registrar`,
      clock: world.clock,
      trace: (entry) => trace.push(entry),
    }),
    trace,
    secrets: [apiKey],
    contact: ada,
    freeName: (idn = false) => `${idn ? "xn--bcher-kva" : "quiet-harbor"}${made++}.com`,
    takenName: "google.com",
    tlds: ["com", "ai", "co.uk"],
    premiumName: "tide-premium.com",
    silentName: "tide-unknown.com",
    refusals: [
      { reason: "unavailable", name: "tea-taken-at-register.com" },
      { reason: "unavailable", name: "tea-refused-later.com" },
      { reason: "unavailable", name: "google.com" },
      { reason: "contact", name: "tea-contact-refused.com", field: "phone" },
      { reason: "policy", name: "tea-policy.com" },
      { reason: "policy", name: "only-one-year.ai" },
      { reason: "premium", name: "tea-premium-surprise.com" },
      { reason: "insufficient_funds", name: "tea-low-balance.com" },
      { reason: "unsupported", name: "tea.invalid" },
    ],
    transferable() {
      const name = `elsewhere-${made++}.com`;
      return { name, authCode: `code-${name}` };
    },
    blocked: [
      { name: "elsewhere-locked.com", kind: "locked" },
      { name: "elsewhere-young.com", kind: "too_young" },
      { name: "elsewhere-in-redemption.com", kind: "in_redemption" },
    ],
    async inRedemption() {
      const name = `lapsed-${made++}.com`;
      await world.registrar.putDomains([{ name, expiresAt: later(world.clock.now(), -46 * DAY) }]);
      return name;
    },
    now: () => world.clock.now(),
    advance: (ms) => world.advance(ms),
    requests: () => trace.length,
    fail: (method, mishap, times = 1) =>
      world.registrar.failNext({ verb: method === "transferIn" ? "transfer" : method, mode: modes[mishap], times }),
    close: () => world.close(),
  };
});
