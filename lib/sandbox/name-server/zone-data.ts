import type { RecordSet, RecordType } from "../dns-host/record-values";

/** A zone as the name server looks things up in it: sets by owner and type, and every name that exists. */
export type ZoneData = {
  name: string;
  nodes: ReadonlyMap<string, ReadonlyMap<RecordType, RecordSet>>;
  /** Owners and all names between them and the apex: those exist without holding anything (RFC 4592). */
  existing: ReadonlySet<string>;
};

export function buildZone(name: string, sets: readonly RecordSet[]): ZoneData {
  const nodes = new Map<string, Map<RecordType, RecordSet>>();
  const existing = new Set([name]);
  for (const set of sets) {
    const node = nodes.get(set.name) ?? new Map<RecordType, RecordSet>();
    nodes.set(set.name, node.set(set.type, set));
    for (let above = set.name; above !== name && above !== ""; above = parentOf(above)) existing.add(above);
  }
  return { name, nodes, existing };
}

export function parentOf(name: string): string {
  const dot = name.indexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1);
}

/** The zone that the name servers themselves live in. */
export const serverZone = buildZone("sandbox-dns.test", [
  {
    name: "sandbox-dns.test",
    type: "SOA",
    ttlSeconds: 900,
    values: ["ns-0.sandbox-dns.test. hostmaster.sandbox-dns.test. 1 7200 900 1209600 300"],
  },
  {
    name: "sandbox-dns.test",
    type: "NS",
    ttlSeconds: 172_800,
    values: ["ns-0.sandbox-dns.test.", "ns-1.sandbox-dns.test."],
  },
  { name: "*.sandbox-dns.test", type: "A", ttlSeconds: 172_800, values: ["127.0.0.1"] },
]);
