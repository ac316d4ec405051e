import { expect, it } from "vitest";
import { startAwsEmulator } from "@/e2e/aws-emulator";
import { ManualClock } from "@/lib/kernel/clock";
import type { TraceEntry } from "../../trace";
import { dnsConformance } from "../conformance";
import { route53Dns } from "./index";

const operationOf = {
  createZone: "CreateHostedZone",
  applyChanges: "ChangeResourceRecordSets",
  zone: "GetHostedZone",
} as const;

const broken: string[] = [];

dnsConformance("Route 53 on the emulator", async () => {
  const clock = new ManualClock();
  const emulator = await startAwsEmulator({ clock });
  const trace: TraceEntry[] = [];
  const host = route53Dns.open({
    credentials: emulator.credentials,
    baseUrl: emulator.url,
    clock,
    trace: (entry) => trace.push(entry),
  });
  let next = 1;
  return {
    host,
    trace,
    secrets: [emulator.credentials.secretAccessKey],
    freeZone: () => `harbor-${next++}.com`,
    advance: async (ms) => clock.advance(ms),
    fail: (method, mishap, times = 1) => emulator.fail(operationOf[method], mishap, times),
    close: async () => {
      broken.push(...emulator.violations);
      await emulator.close();
    },
  };
});

it("sends nothing that the published service model forbids", () => {
  expect(broken).toEqual([]);
});
