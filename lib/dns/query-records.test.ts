import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { openDnsHost } from "@/lib/accounts/open-dns-host";
import { systemClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { resetEnv } from "@/lib/kernel/env";
import { startWorld, type TestWorld } from "@/lib/sandbox/testing/start-world";
import { queryRecords } from "./query-records";

useTestDatabase();
let world: TestWorld;
let nameServers: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  Object.assign(process.env, { SANDBOX_PORT: new URL(world.url).port, DNS_RESOLVERS: `127.0.0.1:${world.dnsPort}` });
  resetEnv();
  const host = openDnsHost(jobCtx("test", systemClock), "sandbox");
  const zone = await host.createZone("asked.com", "ref-asked");
  nameServers = zone.nameServers;
  const put = (name: string, type: "A" | "AAAA" | "CNAME" | "MX" | "TXT", ...values: string[]) =>
    ({ action: "put", set: { name, type, ttlSeconds: 300, values } }) as const;
  await host.applyChanges(zone.ref, [
    put("asked.com", "A", "192.0.2.1", "192.0.2.2"),
    put("asked.com", "AAAA", "2001:db8::1"),
    put("www.asked.com", "CNAME", "asked.com."),
    put("asked.com", "MX", "10 mail.asked.com."),
    put("null.asked.com", "MX", "0 ."),
    put("asked.com", "TXT", "v=spf1 -all", "x".repeat(400)),
  ]);
});
afterAll(async () => {
  delete process.env.DNS_RESOLVERS;
  await world?.close();
});

describe("a record set, asked of name servers by real queries", () => {
  it.each<[string, Parameters<typeof queryRecords>[1], string[]]>([
    ["asked.com", "A", ["192.0.2.1", "192.0.2.2"]],
    ["asked.com", "AAAA", ["2001:db8::1"]],
    ["www.asked.com", "CNAME", ["asked.com."]],
    ["asked.com", "MX", ["10 mail.asked.com."]],
    ["null.asked.com", "MX", ["0 ."]],
    ["asked.com", "TXT", ["v=spf1 -all", "x".repeat(400)]],
  ])("PE-24: %s %s answers as it was written", async (name, type, values) => {
    expect((await queryRecords(name, type))?.sort()).toEqual([...values].sort());
  });

  it("PE-24: the zone's own servers are named without a trailing dot", async () => {
    expect((await queryRecords("asked.com", "NS"))?.sort()).toEqual([...nameServers].sort());
  });

  it("is null where there is none, where nobody answers, and for types that are not asked", async () => {
    expect(await queryRecords("nothing.asked.com", "A")).toBeNull();
    expect(await queryRecords("elsewhere.net", "A")).toBeNull();
    expect(await queryRecords("asked.com", "SRV")).toBeNull();
    process.env.DNS_RESOLVERS = "127.0.0.1:1";
    resetEnv();
    expect(await queryRecords("asked.com", "A")).toBeNull();
  });
});
