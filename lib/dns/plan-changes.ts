import type { RecordChange, RecordSet } from "@/lib/providers/dns/contract";

const keyOf = (set: Pick<RecordSet, "name" | "type">) => `${set.name} ${set.type}`;
const sameValues = (a: readonly string[], b: readonly string[]) =>
  [...a].sort().join("\n") === [...b].sort().join("\n");

/**
 * What must change at the host so that the desired record sets are there. Sets we do not keep are left alone, and so are
 * the apex NS and SOA, which belong to the host.
 */
export function planChanges(
  zone: string,
  desired: readonly RecordSet[],
  existing: readonly RecordSet[],
): RecordChange[] {
  const there = new Map(existing.map((set) => [keyOf(set), set]));
  return desired
    .filter((set) => !(set.name === zone && (set.type === "NS" || set.type === "SOA")))
    .filter((set) => {
      const now = there.get(keyOf(set));
      return !now || now.ttlSeconds !== set.ttlSeconds || !sameValues(now.values, set.values);
    })
    .map((set) => ({ action: "put", set }));
}
