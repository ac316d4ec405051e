import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registration } from "@/e2e/aws-emulator/open-registrar";
import { findMoto, startMoto } from "@/e2e/aws-emulator/start-moto";
import { ManualClock, systemClock } from "@/lib/kernel/clock";
import type { DnsHost, HostedZone } from "../../dns/contract";
import { route53Dns } from "../../dns/route53";
import type { Registrar } from "../contract";
import { route53Registrar } from "./index";

const moto = findMoto();
if (!moto) process.stderr.write("skipped: no moto_server on PATH and no MOTO_BIN (pip install 'moto[server]')\n");

/** Both adapters against an AWS that others wrote. It knows a part of Route 53 Domains and the whole of our Route 53. */
describe.skipIf(!moto)("Route 53 on moto", () => {
  let server: Awaited<ReturnType<typeof startMoto>>;
  let registrar: Registrar;
  let host: DnsHost;
  const traced: string[] = [];

  beforeAll(async () => {
    server = await startMoto(moto ?? "");
    const setup = {
      credentials: { accessKeyId: "AKIAPEER", secretAccessKey: "peer-secret" },
      baseUrl: server.url,
      clock: systemClock,
      trace: (entry: { verb: string }) => void traced.push(entry.verb),
    };
    registrar = route53Registrar.open(setup);
    host = route53Dns.open(setup);
  });
  afterAll(() => server?.close());

  describe("PE-1, CO-32: buying", () => {
    const since = new Date();

    it("registers a name, with auto-renew off as read back", async () => {
      expect(await registrar.findWrite("register", "quietharbor.com", since)).toEqual({ found: "none" });
      // Moto takes no single year: it counts from a moment later than it did for the expiry.
      const started = await registrar.register(registration("quietharbor.com", { years: 2 }));
      expect(started).toEqual({ state: "pending", ref: expect.any(String) });
      const ref = started.state === "pending" ? started.ref : "";
      expect(await registrar.operation(ref)).toMatchObject({ ref, name: "quietharbor.com", state: "done" });
      expect(await registrar.domain("quietharbor.com")).toMatchObject({ name: "quietharbor.com", autoRenew: false });
      expect(traced).toContain("RegisterDomain");
    });

    it("finds it again", async () => {
      expect(await registrar.findWrite("register", "quietharbor.com", since)).toMatchObject({ found: "domain" });
      const listed = [];
      for await (const page of registrar.domains()) listed.push(...page.names);
      expect(listed).toContainEqual(expect.objectContaining({ name: "quietharbor.com", autoRenew: false }));
    });

    it("delegates it to a zone", async () => {
      // Moto keeps the zone that it made with the registration under a name that its own search cannot find.
      const { nameServers } = await host.createZone("quietharbor.com", "peer-quietharbor");
      expect(nameServers).toHaveLength(4);
      expect((await registrar.setNameServers("quietharbor.com", nameServers)).state).toBe("pending");
      expect((await registrar.domain("quietharbor.com"))?.nameServers.toSorted()).toEqual(nameServers.toSorted());
    });

    it("refuses what moto refuses, with a reason", async () => {
      expect(await registrar.domain("not-ours.com")).toBeNull();
      expect(await registrar.operation("no-such-operation")).toBeNull();
      expect(await registrar.setNameServers("not-ours.com", ["ns1.example.net", "ns2.example.net"])).toMatchObject({
        state: "refused",
        reason: "not_ours",
      });
      expect((await registrar.register(registration("harbor.nosuchtld"))).state).toBe("refused");
    });
  });

  describe("PE-16, PE-24: the zone", () => {
    let zone: HostedZone;
    beforeAll(async () => {
      zone = await host.createZone("tide-tea.com", `peer-${new ManualClock().now().getTime()}`);
    });

    it("is found, and holds its own NS and SOA", async () => {
      expect(await host.findZones("tide-tea.com")).toEqual([zone]);
      expect((await host.recordSets(zone.ref)).map((set) => set.type).sort()).toEqual(["NS", "SOA"]);
    });

    it("takes a batch and gives it back, quoted and split texts too", async () => {
      const sets = [
        { name: "tide-tea.com", type: "A" as const, ttlSeconds: 300, values: ["192.0.2.10"] },
        { name: "tide-tea.com", type: "TXT" as const, ttlSeconds: 300, values: ['say "hi"', "k=".padEnd(600, "x")] },
        { name: "*.tide-tea.com", type: "CNAME" as const, ttlSeconds: 300, values: ["tide-tea.com."] },
        { name: "tide-tea.com", type: "MX" as const, ttlSeconds: 300, values: ["0 ."] },
      ];
      const change = await host.applyChanges(
        zone.ref,
        sets.map((set) => ({ action: "put" as const, set })),
      );
      expect((await host.changeState(change.ref)).state).toBe("in_sync");
      const stored = await host.recordSets(zone.ref);
      for (const set of sets) expect(stored).toContainEqual(set);
      await host.applyChanges(
        zone.ref,
        sets.map((set) => ({ action: "delete" as const, set })),
      );
      expect(await host.recordSets(zone.ref)).toHaveLength(2);
    });

    it("is deleted only when empty", async () => {
      const set = { name: "www.tide-tea.com", type: "A" as const, ttlSeconds: 300, values: ["192.0.2.1"] };
      await host.applyChanges(zone.ref, [{ action: "put", set }]);
      await expect(host.deleteZone(zone.ref)).rejects.toMatchObject({ kind: "rejected" });
      await host.applyChanges(zone.ref, [{ action: "delete", set }]);
      await host.deleteZone(zone.ref);
      expect(await host.zone(zone.ref)).toBeNull();
    });
  });
});
