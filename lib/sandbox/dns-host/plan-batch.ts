import { isValidValue, type RecordSet, type RecordType } from "./record-values";

export type Change = { action: "put" | "delete"; set: RecordSet };
type Plan = { sets: Map<string, RecordSet> } | { problems: string[] };

export const ttlLimits = { minSeconds: 1, maxSeconds: 2_147_483_647 };

export function setKey({ name, type }: { name: string; type: RecordType }): string {
  return `${name} ${type}`;
}

/** What a zone holds after a batch, or everything that is wrong with the batch. Nothing is applied in part. */
export function planBatch(zone: string, current: readonly RecordSet[], changes: readonly Change[]): Plan {
  const sets = new Map(current.map((set) => [setKey(set), set]));
  const problems: string[] = [];
  const touched = new Set<string>();
  for (const { action, set } of changes) {
    const key = `${action} ${setKey(set)}`;
    if (touched.has(key)) problems.push(`[${set.name} ${set.type} is changed twice in the batch]`);
    touched.add(key);
    const problem = action === "put" ? flawOf(zone, set) : missing(sets.get(setKey(set)), set);
    if (problem) problems.push(`[${problem}]`);
    else if (action === "put") sets.set(setKey(set), set);
    else sets.delete(setKey(set));
  }
  problems.push(...flawsOfZone(zone, sets).map((flaw) => `[${flaw}]`));
  return problems.length > 0 ? { problems } : { sets };
}

function flawOf(zone: string, set: RecordSet): string | null {
  const { name, type, ttlSeconds, values } = set;
  if (name !== zone && !name.endsWith(`.${zone}`)) return `${name} is not in the zone ${zone}`;
  if (!isOwner(name)) return `${name} is not a name a record can have`;
  if (ttlSeconds < ttlLimits.minSeconds || ttlSeconds > ttlLimits.maxSeconds)
    return `${name} ${type}: the TTL is out of range`;
  if (values.length === 0 || values.length > 400) return `${name} ${type}: a set holds 1 to 400 values`;
  if (new Set(values).size !== values.length) return `Duplicate Resource Record: ${name} ${type}`;
  if ((type === "CNAME" || type === "SOA") && values.length > 1) return `${name}: one ${type} only`;
  const bad = values.find((value) => !isValidValue(type, value));
  return bad === undefined ? null : `${name} ${type}: ${JSON.stringify(bad.slice(0, 80))} is not a value of this type`;
}

function isOwner(name: string): boolean {
  return name.length <= 253 && /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9-]+$/.test(name);
}

function missing(found: RecordSet | undefined, believed: RecordSet): string | null {
  const same =
    found !== undefined &&
    found.ttlSeconds === believed.ttlSeconds &&
    found.values.length === believed.values.length &&
    found.values.every((value) => believed.values.includes(value));
  return same ? null : `Tried to delete ${believed.name} ${believed.type} but it was not found with these values`;
}

function flawsOfZone(zone: string, sets: ReadonlyMap<string, RecordSet>): string[] {
  const flaws: string[] = [];
  for (const type of ["NS", "SOA"] as const)
    if (!sets.has(`${zone} ${type}`)) flaws.push(`The ${type} records at the apex of ${zone} cannot be deleted`);
  const typesByName = new Map<string, RecordType[]>();
  for (const { name, type } of sets.values()) typesByName.set(name, [...(typesByName.get(name) ?? []), type]);
  for (const [name, types] of typesByName) {
    if (!types.includes("CNAME")) continue;
    if (name === zone) flaws.push(`RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone}`);
    else if (types.length > 1) flaws.push(`${name}: a CNAME cannot stand beside other records`);
  }
  return flaws;
}
