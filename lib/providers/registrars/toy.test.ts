import { describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/kernel/clock";
import { ada } from "@/lib/sandbox/registrar/ada";
import type { TraceEntry } from "../trace";
import { type FailingMethod, registrarConformance } from "./conformance";
import type { RegistrarFactory } from "./contract";
import { registrarFactory, registrars } from "./registry";
import { toyRegistrar } from "./testing/toy-registrar";
import { startToyVendor } from "./testing/toy-vendor";

const token = "token-nobody-may-see";
const verbs: Partial<Record<FailingMethod, string>> = { register: "buy", availability: "check", domain: "show" };

/** The one line that a new vendor is. */
const withToy = { ...registrars, toy: toyRegistrar } satisfies Record<string, RegistrarFactory>;

registrarConformance("CO-16, CO-24: a toy, in one file", async () => {
  const clock = new ManualClock("2026-11-20T12:00:00Z");
  const vendor = await startToyVendor(token, () => clock.now());
  const trace: TraceEntry[] = [];
  let made = 0;
  return {
    registrar: withToy.toy.open({
      credentials: { token },
      baseUrl: vendor.url,
      clock,
      trace: (entry) => trace.push(entry),
    }),
    trace,
    secrets: [token],
    contact: ada,
    freeName: (idn = false) => `${idn ? "xn--bcher-kva" : "quiet-harbor"}${made++}.com`,
    takenName: vendor.taken,
    tlds: ["com"],
    refusals: [{ reason: "unavailable", name: vendor.taken }],
    now: () => clock.now(),
    advance: async (ms) => clock.advance(ms),
    requests: vendor.requests,
    fail: (method, mishap, times = 1) => vendor.fail(verbs[method] ?? method, mishap, times),
    close: vendor.close,
  };
});

describe("the registry of registrars", () => {
  it("CO-16, X-22: knows its vendors by their ids, and no other", () => {
    for (const [id, factory] of Object.entries(registrars))
      expect([registrarFactory(id), factory.descriptor.id]).toEqual([factory, id]);
    expect(() => registrarFactory("toy")).toThrow(/Unknown registrar "toy"/);
  });
});
