import { describe, expect, it } from "vitest";
import type { RecordSet } from "@/lib/providers/dns/contract";
import { planChanges } from "./plan-changes";

const zone = "quiet.com";
const set = (name: string, type: RecordSet["type"], values: string[], ttlSeconds = 3600): RecordSet => ({
  name,
  type,
  ttlSeconds,
  values,
});
const a = set(zone, "A", ["192.0.2.1", "192.0.2.2"]);

describe("planChanges", () => {
  it.each<[string, RecordSet[], RecordSet[], RecordSet[]]>([
    ["what is not there is put", [a], [], [a]],
    ["what is there as wished is left", [a], [a], []],
    ["the order of values says nothing", [a], [set(zone, "A", ["192.0.2.2", "192.0.2.1"])], []],
    ["another value is put", [a], [set(zone, "A", ["192.0.2.1"])], [a]],
    ["another TTL is put", [a], [{ ...a, ttlSeconds: 60 }], [a]],
    ["the same name with another type is another set", [a], [set(zone, "AAAA", ["2001:db8::1"])], [a]],
    ["sets of others are left alone", [], [a, set(`mail.${zone}`, "MX", ["10 x."])], []],
    ["the apex NS and SOA belong to the host", [set(zone, "NS", ["ns.x."]), set(zone, "SOA", ["x"])], [], []],
    ["an NS below the apex does not", [set(`sub.${zone}`, "NS", ["ns.x."])], [], [set(`sub.${zone}`, "NS", ["ns.x."])]],
    ["nothing wished, nothing done", [], [], []],
  ])("PE-22: %s", (_, desired, existing, put) => {
    expect(planChanges(zone, desired, existing)).toEqual(put.map((one) => ({ action: "put", set: one })));
  });

  it("once applied, plans nothing more", () => {
    const desired = [a, set(`www.${zone}`, "CNAME", [`${zone}.`])];
    const applied = planChanges(zone, desired, []).map((change) => change.set);
    expect(planChanges(zone, desired, applied)).toEqual([]);
  });
});
