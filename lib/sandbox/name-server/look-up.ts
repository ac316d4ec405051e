import type { RecordSet, RecordType } from "../dns-host/record-values";
import { parentOf, type ZoneData } from "./zone-data";

/** What a zone says about a question; `aa` false for what lies below a delegation. */
export type Found = {
  rcode: "NOERROR" | "NXDOMAIN";
  aa: boolean;
  answers: RecordSet[];
  authorities: RecordSet[];
};

const chainLimit = 8;

/** Answers a question of a zone: RFC 1034 section 4.3.2 with the wildcards of RFC 4592. Names are lower case. */
export function lookUp(zone: ZoneData, asked: string, type: string): Found {
  const answers: RecordSet[] = [];
  let name = asked;
  for (let hop = 0; hop <= chainLimit; hop++) {
    const cut = delegationAbove(zone, name, type);
    if (cut) return { rcode: "NOERROR", aa: answers.length > 0, answers, authorities: [cut] };
    const node = nodeAt(zone, name);
    if (!node) {
      const rcode = zone.existing.has(name) ? "NOERROR" : "NXDOMAIN";
      return { rcode, aa: true, answers, authorities: soaOf(zone) };
    }
    const wanted = type === "ANY" ? [...node.values()] : node.get(type as RecordType);
    if (wanted) return { rcode: "NOERROR", aa: true, answers: [...answers, ...[wanted].flat()], authorities: [] };
    const alias = node.get("CNAME");
    if (!alias) return { rcode: "NOERROR", aa: true, answers, authorities: soaOf(zone) };
    if (answers.some((set) => set.name === alias.name)) break;
    answers.push(alias);
    name = (alias.values[0] ?? "").slice(0, -1).toLowerCase();
    if (name !== zone.name && !name.endsWith(`.${zone.name}`)) break;
  }
  return { rcode: "NOERROR", aa: true, answers, authorities: [] };
}

function delegationAbove(zone: ZoneData, name: string, type: string): RecordSet | null {
  let cut: RecordSet | null = null;
  for (let at = name; at !== zone.name && at !== ""; at = parentOf(at)) {
    if (at === name && type === "DS") continue;
    cut = zone.nodes.get(at)?.get("NS") ?? cut;
  }
  return cut;
}

/** The sets at a name, or those of the wildcard that covers it, under the name that was asked for. */
function nodeAt(zone: ZoneData, name: string): ReadonlyMap<RecordType, RecordSet> | null {
  const exact = zone.nodes.get(name);
  if (exact || zone.existing.has(name)) return exact ?? null;
  let encloser = parentOf(name);
  while (encloser !== "" && !zone.existing.has(encloser)) encloser = parentOf(encloser);
  const wildcard = zone.nodes.get(`*.${encloser}`);
  return wildcard ? new Map([...wildcard].map(([type, set]) => [type, { ...set, name }])) : null;
}

/** For negative answers: the SOA, for no longer than its last number says (RFC 2308). */
function soaOf(zone: ZoneData): RecordSet[] {
  const soa = zone.nodes.get(zone.name)?.get("SOA");
  if (!soa) return [];
  const minimum = Number(soa.values[0]?.split(" ").at(-1) ?? soa.ttlSeconds);
  return [{ ...soa, ttlSeconds: Math.min(soa.ttlSeconds, minimum) }];
}
