import { isIPv4, isIPv6 } from "node:net";
import { AwsFault } from "./aws-fault";
import { absolute, type EmulatedZone, isSameSet, type StoredSet, type ZonesWorld } from "./zones-world";

export type BatchChange = { Action: string; ResourceRecordSet: StoredSet };

const host = /^(?:[a-z0-9_*](?:[a-z0-9_-]{0,62})\.?)+$|^\.$/i;
const valueForms: Record<string, (value: string) => boolean> = {
  A: isIPv4,
  AAAA: isIPv6,
  CNAME: (value) => host.test(value),
  NS: (value) => host.test(value),
  MX: (value) => /^\d{1,5} \S+$/.test(value) && host.test(value.split(" ")[1] ?? ""),
  SRV: (value) => /^\d{1,5} \d{1,5} \d{1,5} \S+$/.test(value) && host.test(value.split(" ")[3] ?? ""),
  CAA: (value) => /^\d{1,3} [a-z0-9]+ "[^"]*"$/i.test(value),
  SOA: (value) => /^\S+ \S+( \d+){5}$/.test(value),
  TXT: (value) => /^"(?:[^"\\]|\\.)*"( "(?:[^"\\]|\\.)*")*$/.test(value) && stringsOf(value).every(isShort),
};
const stringsOf = (value: string) => value.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
const isShort = (string: string) => string.slice(1, -1).replace(/\\[0-7]{3}|\\./g, "x").length <= 255;

/** Applies a batch to the zone, all or nothing, by the rules that Route 53 has for one. */
export function applyBatch(world: ZonesWorld, zone: EmulatedZone, changes: BatchChange[]): void {
  checkLimits(changes);
  const draft: EmulatedZone = { ...zone, sets: [...zone.sets] };
  const problems = changes.flatMap((change) => applyOne(world, draft, change));
  problems.push(...problemsOf(draft));
  if (problems.length > 0) throw new AwsFault("InvalidChangeBatch", `[${problems.join(", ")}]`);
  zone.sets = draft.sets;
}

function checkLimits(changes: BatchChange[]): void {
  let records = 0;
  let characters = 0;
  for (const { Action, ResourceRecordSet: set } of changes) {
    const factor = Action === "UPSERT" ? 2 : 1;
    records += factor * (set.ResourceRecords?.length ?? 0);
    for (const { Value } of set.ResourceRecords ?? []) characters += factor * Value.length;
  }
  if (records > 1000) throw new AwsFault("InvalidChangeBatch", "[Number of records limit of 1000 exceeded.]");
  if (characters > 32_000) throw new AwsFault("InvalidChangeBatch", "[Number of characters limit of 32000 exceeded.]");
}

function applyOne(world: ZonesWorld, zone: EmulatedZone, { Action, ResourceRecordSet: given }: BatchChange): string[] {
  const set: StoredSet = { ...given, Name: absolute(given.Name) };
  const title = `[name='${set.Name}', type='${set.Type}']`;
  if (set.Name !== zone.name && !set.Name.endsWith(`.${zone.name}`))
    return [`RRSet with DNS name ${set.Name} is not permitted in zone ${zone.name}`];
  const stored = zone.sets.find((candidate) => isSameSet(candidate, set));
  if (Action === "DELETE") {
    if (set.Name === zone.name && (set.Type === "NS" || set.Type === "SOA"))
      return [`A HostedZone must contain exactly one SOA record and at least one NS record. ${title}`];
    if (!stored) return [`Tried to delete resource record set ${title} but it was not found`];
    if (exactly(stored) !== exactly(set))
      return [`Tried to delete resource record set ${title} but the values provided do not match the current values`];
    world.remove(zone, set);
    return [];
  }
  if (Action === "CREATE" && stored) return [`Tried to create resource record set ${title} but it already exists`];
  const values = (set.ResourceRecords ?? []).map((record) => record.Value);
  if (!set.AliasTarget && (values.length === 0 || set.TTL === undefined)) return [`Missing TTL or values ${title}`];
  const bad = values.filter((value) => !(valueForms[set.Type] ?? (() => true))(value));
  if (bad.length > 0) return bad.map((value) => `Invalid Resource Record: '${set.Type} ${value}' is not valid`);
  if (new Set(values).size !== values.length) return [`Duplicate Resource Record: '${values[0]}'`];
  world.put(zone, set);
  return [];
}

/** TTL and values to the letter, in any order. */
function exactly(set: StoredSet): string {
  return JSON.stringify([set.TTL, (set.ResourceRecords ?? []).map((record) => record.Value).sort(), set.AliasTarget]);
}

/** What no zone may hold, whichever way it came to be. */
function problemsOf(zone: EmulatedZone): string[] {
  return zone.sets
    .filter((set) => set.Type === "CNAME")
    .flatMap((cname) => {
      if (cname.Name === zone.name)
        return [`RRSet of type CNAME with DNS name ${cname.Name} is not permitted at apex in zone ${zone.name}`];
      if ((cname.ResourceRecords?.length ?? 0) > 1)
        return [`RRSet of type CNAME ${cname.Name} has more than one value`];
      return zone.sets.some((other) => other.Name === cname.Name && other.Type !== "CNAME")
        ? [`RRSet of type CNAME with DNS name ${cname.Name} is not permitted as it conflicts with other records`]
        : [];
    });
}
