import type { TraceRow } from "@/lib/admin/order-trace";

const leastToFold = 4;

type Call = Pick<TraceRow, "provider" | "verb" | "outcome" | "status">;

/** Calls in their order; the same call with the same outcome, made over and over while something was awaited, is one group. */
export function foldTrace<T extends Call>(rows: T[]): T[][] {
  const groups: T[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0] && isSameCall(group[0], row)) group.push(row);
    else groups.push([row]);
  }
  return groups.flatMap((group) => (group.length < leastToFold ? group.map((row) => [row]) : [group]));
}

function isSameCall(a: Call, b: Call): boolean {
  return a.provider === b.provider && a.verb === b.verb && a.outcome === b.outcome && a.status === b.status;
}
