import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AwsEmulator, startAwsEmulator } from "@/e2e/aws-emulator";
import { ManualClock, SECOND } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import type { TraceEntry } from "../../trace";
import type { DnsHost, HostedZone, RecordChange, RecordType } from "../contract";
import { route53Dns } from "./index";

let clock: ManualClock;
let emulator: AwsEmulator;
let host: DnsHost;
let zone: HostedZone;
let trace: TraceEntry[];

beforeEach(async () => {
  clock = new ManualClock();
  emulator = await startAwsEmulator({ clock });
  trace = [];
  host = route53Dns.open({
    credentials: emulator.credentials,
    baseUrl: emulator.url,
    clock,
    trace: (entry) => trace.push(entry),
  });
  zone = await host.createZone("tide-tea.com", "zone-of-tide-tea");
});
afterEach(async () => {
  installFaultHook(undefined);
  const { violations } = emulator;
  await emulator.close();
  expect(violations).toEqual([]);
});

const put = (name: string, type: RecordType, values: string[], ttlSeconds = 300): RecordChange => ({
  action: "put",
  set: { name, type, ttlSeconds, values },
});
const remove = (name: string, type: RecordType, values: string[], ttlSeconds = 300): RecordChange => ({
  ...put(name, type, values, ttlSeconds),
  action: "delete",
});
const stored = () => emulator.zones.zone(zone.ref);
const find = async (type: RecordType, name = "tide-tea.com") =>
  (await host.recordSets(zone.ref)).find((set) => set.type === type && set.name === name);

describe("changes", () => {
  it("PE-24: a change is pending until all of Route 53's servers have it, and in sync then", async () => {
    const change = await host.applyChanges(zone.ref, [put("www.tide-tea.com", "A", ["192.0.2.10"])]);
    expect(change).toEqual({ ref: expect.stringMatching(/^C0/), state: "pending", submittedAt: clock.now() });
    expect(await host.changeState(change.ref)).toMatchObject({ state: "pending" });
    clock.advance(20 * SECOND);
    expect(await host.changeState(change.ref)).toMatchObject({ ref: change.ref, state: "in_sync" });
  });

  it("go out as one batch of UPSERT and DELETE", async () => {
    await host.applyChanges(zone.ref, [put("old.tide-tea.com", "A", ["192.0.2.1"])]);
    await host.applyChanges(zone.ref, [
      remove("old.tide-tea.com", "A", ["192.0.2.1"]),
      put("old.tide-tea.com", "CNAME", ["tide-tea.com."]),
    ]);
    expect(emulator.requests.at(-1)?.input).toEqual({
      HostedZoneId: zone.ref,
      ChangeBatch: {
        Changes: [
          {
            Action: "DELETE",
            ResourceRecordSet: {
              Name: "old.tide-tea.com.",
              Type: "A",
              TTL: "300",
              ResourceRecords: [{ Value: "192.0.2.1" }],
            },
          },
          {
            Action: "UPSERT",
            ResourceRecordSet: {
              Name: "old.tide-tea.com.",
              Type: "CNAME",
              TTL: "300",
              ResourceRecords: [{ Value: "tide-tea.com." }],
            },
          },
        ],
      },
    });
  });

  it("delete a set to the letter, however it was written", async () => {
    const records = (...values: string[]) => values.map((Value) => ({ Value }));
    emulator.zones.put(stored(), {
      Name: "k1._domainkey.tide-tea.com.",
      Type: "TXT",
      TTL: "300",
      ResourceRecords: records('"v=DKIM1; " "p=abc"'),
    });
    emulator.zones.put(stored(), {
      Name: "docs.tide-tea.com.",
      Type: "CNAME",
      TTL: "300",
      ResourceRecords: records("docs.example.com"),
    });
    expect((await find("CNAME", "docs.tide-tea.com"))?.values).toEqual(["docs.example.com."]);
    await host.applyChanges(zone.ref, [
      remove("k1._domainkey.tide-tea.com", "TXT", ["v=DKIM1; p=abc"]),
      remove("docs.tide-tea.com", "CNAME", ["docs.example.com."]),
    ]);
    expect(await host.recordSets(zone.ref)).toHaveLength(2);
  });

  it("are sent again while Route 53 is busy with another one, and only then", async () => {
    emulator.fail("ChangeResourceRecordSets", { code: "PriorRequestNotComplete", message: "busy" }, 2);
    await host.applyChanges(zone.ref, [put("www.tide-tea.com", "A", ["192.0.2.10"])]);
    const sent = () => emulator.requests.filter((request) => request.operation === "ChangeResourceRecordSets").length;
    expect(sent()).toBe(3);
    emulator.fail("ChangeResourceRecordSets", "dropped", 2);
    await expect(host.applyChanges(zone.ref, [put("www.tide-tea.com", "A", ["192.0.2.11"])])).rejects.toMatchObject({
      kind: "ambiguous",
    });
    expect(sent()).toBe(4);
  });

  it.each([
    ["501 puts of one value", 501, 1, 1],
    ["long texts", 5, 1, 3900],
  ])("refuse %s before anything is sent, and say why", async (_, sets, values, length) => {
    const before = emulator.requests.length;
    const changes = Array.from({ length: sets }, (_, i) =>
      put(
        `h${i}.tide-tea.com`,
        "TXT",
        Array.from({ length: values }, () => "x".repeat(length)),
      ),
    );
    await expect(host.applyChanges(zone.ref, changes)).rejects.toMatchObject({
      kind: "rejected",
      message: expect.stringContaining("Nothing was changed"),
    });
    expect(emulator.requests).toHaveLength(before);
  });

  it("fit into a batch up to the limit of the descriptor", async () => {
    const changes = Array.from({ length: host.descriptor.limits.changesPerBatch }, (_, i) =>
      put(`h${i}.tide-tea.com`, "A", ["192.0.2.1"]),
    );
    await host.applyChanges(zone.ref, changes);
    expect(await host.recordSets(zone.ref)).toHaveLength(changes.length + 2);
  });

  it("that AWS refuses carry all of its sentences", async () => {
    const bad = [put("a.tide-tea.com", "A", ["no address"]), put("www.example.org", "A", ["192.0.2.1"])];
    await expect(host.applyChanges(zone.ref, bad)).rejects.toMatchObject({
      kind: "rejected",
      vendorCode: "InvalidChangeBatch",
      message: expect.stringMatching(/Invalid Resource Record.*not permitted in zone/),
    });
  });

  it("of a zone or a reference that is not there are not found", async () => {
    const missing = { kind: "not_found" };
    await expect(host.applyChanges("Z0NONE", [put("a.com", "A", ["192.0.2.1"])])).rejects.toMatchObject(missing);
    await expect(host.recordSets("Z0NONE")).rejects.toMatchObject(missing);
    await expect(host.changeState("C0NONE")).rejects.toMatchObject(missing);
  });
});

it("a delete with another TTL than the stored one is refused", async () => {
  await host.applyChanges(zone.ref, [put("www.tide-tea.com", "A", ["192.0.2.1"])]);
  const stale = remove("www.tide-tea.com", "A", ["192.0.2.1"], 60);
  await expect(host.applyChanges(zone.ref, [stale])).rejects.toMatchObject({ kind: "rejected" });
});

describe("records", () => {
  it("leave out aliases and routed sets, and keep the rest of a long list", async () => {
    const records = [{ Value: "192.0.2.1" }];
    for (let i = 0; i < 700; i++)
      emulator.zones.put(stored(), { Name: `h${i}.tide-tea.com.`, Type: "A", TTL: "60", ResourceRecords: records });
    emulator.zones.put(stored(), {
      Name: "tide-tea.com.",
      Type: "A",
      AliasTarget: { HostedZoneId: "Z2FDTNDATAQYW2", DNSName: "d1.cloudfront.net.", EvaluateTargetHealth: "false" },
    });
    for (const SetIdentifier of ["blue", "green"])
      emulator.zones.put(stored(), {
        Name: "h350.tide-tea.com.",
        Type: "AAAA",
        SetIdentifier,
        Weight: "1",
        TTL: "60",
        ResourceRecords: [{ Value: "2001:db8::1" }],
      });
    const sets = await host.recordSets(zone.ref);
    expect(sets).toHaveLength(702);
    expect(new Set(sets.map((set) => set.name)).size).toBe(701);
    expect(sets.some((set) => set.type === "AAAA")).toBe(false);
    expect(emulator.requests.filter((request) => request.operation === "ListResourceRecordSets")).toHaveLength(3);
  });

  it("have their names decoded", async () => {
    emulator.zones.put(stored(), {
      Name: "*.tide-tea.com.",
      Type: "A",
      TTL: "60",
      ResourceRecords: [{ Value: "192.0.2.1" }],
    });
    expect(await find("A", "*.tide-tea.com")).toBeDefined();
    await host.applyChanges(zone.ref, [remove("*.tide-tea.com", "A", ["192.0.2.1"], 60)]);
    expect(await find("A", "*.tide-tea.com")).toBeUndefined();
  });
});

describe("zones", () => {
  it("PE-16: the zone that a registration made is found by its name, and no second one is made for a reference", async () => {
    emulator.domains.hold("quietharbor.com", { years: 1, contact: {} });
    const [made, ...others] = await host.findZones("quietharbor.com");
    expect(others).toEqual([]);
    expect(made?.nameServers).toEqual(emulator.domains.held.get("quietharbor.com")?.nameServers);
    expect(await host.createZone("tide-tea.com", "zone-of-tide-tea")).toEqual(zone);
    expect(await host.findZones("tide-tea.com")).toHaveLength(1);
  });

  it("of one name are all found, the private ones passed over, over several pages", async () => {
    for (let i = 0; i < 120; i++) emulator.zones.create("many.com", `many-${i}`, i % 10 === 0);
    emulator.zones.create("shop.many.com", "below");
    const found = await host.findZones("many.com");
    expect(found).toHaveLength(108);
    expect(emulator.requests.filter((request) => request.operation === "ListHostedZonesByName")).toHaveLength(2);
    expect(new Set(found.map((each) => each.ref)).size).toBe(108);
  });

  it("are not made under a reference that another name has used", async () => {
    await expect(host.createZone("other.com", "zone-of-tide-tea")).rejects.toMatchObject({
      kind: "rejected",
      message: expect.stringContaining("No zone was made"),
    });
    expect(emulator.zones.zones.size).toBe(1);
    await host.createZone("other.com", "zone-of-other");
    await expect(host.createZone("tide-tea.com", "zone-of-other")).rejects.toMatchObject({ kind: "rejected" });
  });

  it("are asked for under a right signature, whatever the name", async () => {
    expect(await host.findZones("*.it's-(tide)!.com")).toEqual([]);
  });

  it.each([
    [{ code: "TooManyHostedZones", message: "no" }, "rejected"],
    [{ code: "DelegationSetNotAvailable", message: "no" }, "rejected"],
    [{ code: "Throttling", message: "Rate exceeded" }, "rate_limited"],
    [{ code: "AccessDenied", message: "no", status: 403 }, "auth"],
    [{ code: "ServiceUnavailable", message: "no", status: 503 }, "ambiguous"],
  ])("%o on a creation is of kind %s, after one request", async (mishap, kind) => {
    const before = emulator.requests.length;
    emulator.fail("CreateHostedZone", mishap, 3);
    await expect(host.createZone("new.com", "new")).rejects.toMatchObject({ kind, vendor: "route53" });
    expect(emulator.requests).toHaveLength(before + 1);
  });

  it("are deleted once, empty, and a repeat is no failure", async () => {
    await host.applyChanges(zone.ref, [put("www.tide-tea.com", "A", ["192.0.2.1"])]);
    await expect(host.deleteZone(zone.ref)).rejects.toMatchObject({
      kind: "rejected",
      message: expect.stringContaining("not deleted"),
    });
    await host.applyChanges(zone.ref, [remove("www.tide-tea.com", "A", ["192.0.2.1"])]);
    emulator.fail("DeleteHostedZone", "lost_reply");
    await expect(host.deleteZone(zone.ref)).rejects.toMatchObject({ kind: "ambiguous" });
    await host.deleteZone(zone.ref);
    expect(await host.zone(zone.ref)).toBeNull();
  });
});

it("passes a fault point before and after each call, and traces it", async () => {
  const points: string[] = [];
  installFaultHook((point) => void points.push(point));
  await host.zone(zone.ref);
  expect(points).toEqual(["out:route53:GetHostedZone:before", "out:route53:GetHostedZone:after"]);
  expect(trace.at(-1)).toMatchObject({
    provider: "route53",
    verb: "GetHostedZone",
    status: 200,
    outcome: "ok",
    startedAt: clock.now(),
    request: { method: "GET", path: `/2013-04-01/hostedzone/${zone.ref}` },
    response: { xml: expect.stringContaining("GetHostedZoneResponse") },
  });
});
