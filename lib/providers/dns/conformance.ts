import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/kernel/errors";
import type { DnsHarness } from "./conformance-harness";
import { recordCases } from "./conformance-records";
import type { ChangeState, HostedZone, RecordChange, RecordSet, RecordType } from "./contract";

export type { DnsHarness, DnsMishap } from "./conformance-harness";
export type DnsProbe = ReturnType<typeof createDnsProbe>;

/** Runs every promise of the DnsHost contract against one adapter; no case is skipped. */
export function dnsConformance(name: string, makeHarness: () => Promise<DnsHarness>): void {
  describe(`DNS host conformance: ${name}`, () => {
    let harness: DnsHarness | undefined;
    const probe = createDnsProbe(() => {
      if (!harness) throw new Error("The harness exists from beforeAll on.");
      return harness;
    });
    const { h, errors, failure, newZone, inSync } = probe;

    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(async () => harness?.close());

    it("describes itself completely", () => {
      const { descriptor } = h().host;
      expect(descriptor.id).toMatch(/^[a-z0-9]+$/);
      expect(descriptor.verifiedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(descriptor.capabilities.types).toEqual(expect.arrayContaining(["A", "AAAA", "CAA", "CNAME", "MX", "TXT"]));
      expect(descriptor.limits.changesPerBatch).toBeGreaterThan(0);
      expect(descriptor.limits.minTtlSeconds).toBeLessThan(descriptor.limits.maxTtlSeconds);
    });

    describe("zones", () => {
      it("makes one zone for one reference, however often it is asked", async () => {
        const zone = h().freeZone();
        const first = await h().host.createZone(zone, `ref-${zone}`);
        const second = await h().host.createZone(zone, `ref-${zone}`);
        expect(second.ref).toBe(first.ref);
        expect(first).toMatchObject({ name: zone, callerReference: `ref-${zone}` });
        expect(await h().host.findZones(zone)).toHaveLength(1);
      });

      it("answers with at least two name servers, as bare host names", async () => {
        const zone = await newZone();
        expect(new Set(zone.nameServers).size).toBeGreaterThanOrEqual(2);
        for (const server of zone.nameServers) expect(server).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
        expect((await h().host.zone(zone.ref))?.nameServers.toSorted()).toEqual(zone.nameServers.toSorted());
      });

      it("a new zone holds its own NS and SOA and nothing else", async () => {
        const zone = await newZone();
        const sets = await h().host.recordSets(zone.ref);
        expect(sets.map((set) => `${set.name} ${set.type}`).sort()).toEqual([`${zone.name} NS`, `${zone.name} SOA`]);
        const apex = sets.find((set) => set.type === "NS");
        expect(apex?.values.toSorted()).toEqual(zone.nameServers.map((server) => `${server}.`).toSorted());
      });

      it("finds zones of exactly the name", async () => {
        const zone = await newZone();
        const below = await h().host.createZone(`shop.${zone.name}`, `ref-shop.${zone.name}`);
        expect((await h().host.findZones(zone.name)).map((found) => found.ref)).toEqual([zone.ref]);
        expect((await h().host.findZones(below.name)).map((found) => found.ref)).toEqual([below.ref]);
        expect(await h().host.findZones(h().freeZone())).toEqual([]);
      });

      it("knows no zone that is not there", async () => {
        const zone = await newZone();
        await h().host.deleteZone(zone.ref);
        expect(await h().host.zone(zone.ref)).toBeNull();
        expect(await h().host.findZones(zone.name)).toEqual([]);
      });

      it("does not delete a zone that still has records", async () => {
        const zone = await newZone();
        const set = { name: `www.${zone.name}`, type: "A" as const, ttlSeconds: 300, values: ["192.0.2.1"] };
        await inSync(await h().host.applyChanges(zone.ref, [{ action: "put", set }]));
        expect((await failure(h().host.deleteZone(zone.ref))).kind).toBe("rejected");
        expect(await h().host.recordSets(zone.ref)).toContainEqual(set);
      });

      it.each(["lost_reply", "garbage"] as const)(
        "a %s of createZone is ambiguous, and asking again settles it",
        async (mishap) => {
          const zone = h().freeZone();
          await h().fail("createZone", mishap, 1);
          expect((await failure(h().host.createZone(zone, `ref-${zone}`))).kind).toBe("ambiguous");
          const settled = await h().host.createZone(zone, `ref-${zone}`);
          expect(await h().host.findZones(zone)).toEqual([settled]);
        },
      );
    });

    describe("failures", () => {
      it("tells credentials, rate limits and outages apart on reads", async () => {
        const zone = await newZone();
        for (const [mishap, kind] of [
          ["unauthorised", "auth"],
          ["rate_limited", "rate_limited"],
          ["server_error", "unavailable"],
          ["garbage", "unavailable"],
        ] as const) {
          await h().fail("zone", mishap, 20);
          expect((await failure(h().host.zone(zone.ref))).kind, mishap).toBe(kind);
          await h().fail("zone", mishap, 0);
        }
        expect(await h().host.zone(zone.ref)).toEqual(zone);
      });

      it.each(["lost_reply", "server_error"] as const)(
        "a %s of a change is ambiguous, and reading settles it",
        async (mishap) => {
          const zone = await newZone();
          const set = { name: zone.name, type: "A" as const, ttlSeconds: 300, values: ["192.0.2.7"] };
          await h().fail("applyChanges", mishap, 1);
          expect((await failure(h().host.applyChanges(zone.ref, [{ action: "put", set }]))).kind).toBe("ambiguous");
          const there = (await h().host.recordSets(zone.ref)).some((found) => found.type === "A");
          expect(there).toBe(mishap === "lost_reply");
        },
      );
    });

    recordCases(probe);

    it("leaves no secret in any error or trace", () => {
      const { trace, secrets } = h();
      expect(trace.length).toBeGreaterThan(10);
      const everything = JSON.stringify(trace) + errors.map(inFull).join("\n");
      for (const secret of secrets) expect(everything).not.toContain(secret);
    });
  });
}

function createDnsProbe(h: () => DnsHarness) {
  const errors: unknown[] = [];

  async function failure(work: Promise<unknown>): Promise<ProviderError> {
    const error = await work.then(
      (value) => expect.fail(`expected a ProviderError, got ${JSON.stringify(value)}`),
      (reason: unknown) => reason,
    );
    errors.push(error);
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  }

  async function newZone(): Promise<HostedZone> {
    const name = h().freeZone();
    return h().host.createZone(name, `ref-${name}`);
  }

  async function inSync(change: ChangeState): Promise<void> {
    for (let look = 0; look < 20; look++) {
      if ((await h().host.changeState(change.ref)).state === "in_sync") return;
      await h().advance(10_000);
    }
    expect.fail(`change ${change.ref} is not in sync`);
  }

  async function apply(zone: HostedZone, ...changes: RecordChange[]): Promise<void> {
    await inSync(await h().host.applyChanges(zone.ref, changes));
  }

  async function readSet(zone: HostedZone, name: string, type: RecordType): Promise<RecordSet | undefined> {
    return (await h().host.recordSets(zone.ref)).find((set) => set.name === name && set.type === type);
  }

  return { h, errors, failure, newZone, inSync, apply, readSet };
}

function inFull(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  return [error.stack, JSON.stringify(error), inFull(error.cause)].join("\n");
}
