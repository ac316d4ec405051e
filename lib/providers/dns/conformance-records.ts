import { describe, expect, it } from "vitest";
import type { DnsProbe } from "./conformance";
import type { RecordChange, RecordSet, RecordType } from "./contract";

const put = (name: string, type: RecordType, values: string[], ttlSeconds = 300): RecordChange => ({
  action: "put",
  set: { name, type, ttlSeconds, values },
});
const remove = (set: RecordSet): RecordChange => ({ action: "delete", set });

/** Promises about record sets: what is written is what is read, batches hold together, impossible zones are refused. */
export function recordCases({ h, failure, newZone, apply, readSet }: DnsProbe): void {
  describe("record sets", () => {
    it("reads back every type as it was written", async () => {
      const zone = await newZone();
      const at = (label: string) => (label === "@" ? zone.name : `${label}.${zone.name}`);
      const all: Partial<Record<RecordType, RecordChange>> = {
        A: put(at("@"), "A", ["192.0.2.1", "192.0.2.2"]),
        AAAA: put(at("@"), "AAAA", ["2001:db8::1"]),
        CAA: put(at("@"), "CAA", ['0 issue "letsencrypt.org"']),
        CNAME: put(at("www"), "CNAME", [`${zone.name}.`]),
        MX: put(at("@"), "MX", ["10 mail.example.com.", "20 mail2.example.com."]),
        NS: put(at("shop"), "NS", ["ns1.example.net.", "ns2.example.net."]),
        SRV: put(at("_sip._tcp"), "SRV", ["10 60 5060 sip.example.com."]),
        TXT: put(at("@"), "TXT", ["v=spf1 -all"]),
      };
      const { types } = h().host.descriptor.capabilities;
      const changes = types.map((type) => all[type]).filter((change) => change !== undefined);
      await apply(zone, ...changes);
      const sets = await h().host.recordSets(zone.ref);
      for (const { set } of changes) {
        const found = sets.find((candidate) => candidate.name === set.name && candidate.type === set.type);
        expect({ ...found, values: found?.values.toSorted() }).toEqual({ ...set, values: set.values.toSorted() });
      }
    });

    it.each([
      ["long", "k=rsa; p=".padEnd(700, "x")],
      ["exactly 255 bytes", "a".repeat(255)],
      ["quoted", 'say "hello" and \\ back'],
      ["with semicolons and spaces", "v=DMARC1; p=none;  rua=mailto:a@example.com"],
      ["beyond ASCII", "grüße"],
    ])("a %s TXT value comes back as the same plain text", async (_, value) => {
      const zone = await newZone();
      await apply(zone, put(zone.name, "TXT", [value, "second value"]));
      expect((await readSet(zone, zone.name, "TXT"))?.values.toSorted()).toEqual([value, "second value"].toSorted());
    });

    it("keeps the wildcard and names with an underscore", async () => {
      const zone = await newZone();
      await apply(
        zone,
        put(`*.${zone.name}`, "A", ["192.0.2.9"]),
        put(`_acme-challenge.${zone.name}`, "TXT", ["token"]),
      );
      expect((await readSet(zone, `*.${zone.name}`, "A"))?.values).toEqual(["192.0.2.9"]);
      expect((await readSet(zone, `_acme-challenge.${zone.name}`, "TXT"))?.values).toEqual(["token"]);
    });

    it("put replaces the whole set, TTL and values", async () => {
      const zone = await newZone();
      await apply(zone, put(zone.name, "A", ["192.0.2.1", "192.0.2.2"]));
      await apply(zone, put(zone.name, "A", ["192.0.2.3"], 600));
      expect(await readSet(zone, zone.name, "A")).toMatchObject({ ttlSeconds: 600, values: ["192.0.2.3"] });
    });

    it("delete takes the set away", async () => {
      const zone = await newZone();
      const change = put(`www.${zone.name}`, "A", ["192.0.2.1"]);
      await apply(zone, change);
      await apply(zone, remove(change.set));
      expect(await readSet(zone, `www.${zone.name}`, "A")).toBeUndefined();
    });

    it("delete with values that are not there is refused", async () => {
      const zone = await newZone();
      await apply(zone, put(zone.name, "A", ["192.0.2.1"]));
      const stale = remove({ name: zone.name, type: "A", ttlSeconds: 300, values: ["192.0.2.99"] });
      expect((await failure(h().host.applyChanges(zone.ref, [stale]))).kind).toBe("rejected");
      expect((await readSet(zone, zone.name, "A"))?.values).toEqual(["192.0.2.1"]);
    });

    it("changes the type of a name in one batch", async () => {
      const zone = await newZone();
      const cname = put(`www.${zone.name}`, "CNAME", [`${zone.name}.`]);
      await apply(zone, cname);
      await apply(zone, remove(cname.set), put(`www.${zone.name}`, "A", ["192.0.2.1"]));
      expect(await readSet(zone, `www.${zone.name}`, "CNAME")).toBeUndefined();
      expect((await readSet(zone, `www.${zone.name}`, "A"))?.values).toEqual(["192.0.2.1"]);
    });

    it("refuses a CNAME beside other records, and nothing of the batch is done", async () => {
      const zone = await newZone();
      await apply(zone, put(`www.${zone.name}`, "A", ["192.0.2.1"]));
      const batch = [put(`new.${zone.name}`, "A", ["192.0.2.1"]), put(`www.${zone.name}`, "CNAME", [`${zone.name}.`])];
      expect((await failure(h().host.applyChanges(zone.ref, batch))).kind).toBe("rejected");
      expect(await readSet(zone, `www.${zone.name}`, "CNAME")).toBeUndefined();
      if (h().host.descriptor.capabilities.atomic) expect(await readSet(zone, `new.${zone.name}`, "A")).toBeUndefined();
    });

    it("refuses a CNAME at the apex, and the loss of the apex NS and SOA", async () => {
      const zone = await newZone();
      const sets = await h().host.recordSets(zone.ref);
      const impossible = [put(zone.name, "CNAME", ["example.com."]), ...sets.map(remove)];
      for (const change of impossible) {
        const error = await failure(h().host.applyChanges(zone.ref, [change]));
        expect(error.kind, `${change.action} ${change.set.type}`).toBe("rejected");
      }
      expect(await h().host.recordSets(zone.ref)).toHaveLength(sets.length);
    });

    it("refuses a name outside the zone and a value that is none", async () => {
      const zone = await newZone();
      for (const change of [put("www.example.org", "A", ["192.0.2.1"]), put(zone.name, "A", ["not an address"])])
        expect((await failure(h().host.applyChanges(zone.ref, [change]))).kind).toBe("rejected");
    });

    it("watches a change until all servers answer with it", async () => {
      const zone = await newZone();
      const change = await h().host.applyChanges(zone.ref, [put(zone.name, "A", ["192.0.2.1"])]);
      expect(["pending", "in_sync"]).toContain(change.state);
      if (change.submittedAt) expect(change.submittedAt).toBeInstanceOf(Date);
      for (let look = 0; look < 20 && (await h().host.changeState(change.ref)).state !== "in_sync"; look++)
        await h().advance(10_000);
      expect((await h().host.changeState(change.ref)).state).toBe("in_sync");
    });

    it("loses no set when two changes arrive at once", async () => {
      const zone = await newZone();
      const labels = ["a", "b", "c", "d"];
      const outcomes = await Promise.allSettled(
        labels.map((label) => h().host.applyChanges(zone.ref, [put(`${label}.${zone.name}`, "A", ["192.0.2.1"])])),
      );
      for (const [i, outcome] of outcomes.entries()) {
        const there = await readSet(zone, `${labels[i]}.${zone.name}`, "A");
        expect(there !== undefined, labels[i]).toBe(outcome.status === "fulfilled");
      }
    });

    it("accepts of two changes that exclude each other no more than one", async () => {
      const zone = await newZone();
      for (let round = 0; round < 5; round++) {
        const name = `both${round}.${zone.name}`;
        const rivals = [put(name, "A", ["192.0.2.1"]), put(name, "CNAME", [`${zone.name}.`])];
        await Promise.allSettled(rivals.map((change) => h().host.applyChanges(zone.ref, [change])));
        const there = (await h().host.recordSets(zone.ref)).filter((set) => set.name === name);
        expect(there).toHaveLength(1);
      }
    });

    it("reads zones of more than one page", async () => {
      const zone = await newZone();
      const { changesPerBatch } = h().host.descriptor.limits;
      const all = Array.from({ length: 330 }, (_, i) => put(`h${i}.${zone.name}`, "A", ["192.0.2.1"]));
      for (let at = 0; at < all.length; at += Math.min(changesPerBatch, 100))
        await apply(zone, ...all.slice(at, at + Math.min(changesPerBatch, 100)));
      expect(await h().host.recordSets(zone.ref)).toHaveLength(332);
    });
  });
}
