const usualSeconds = 8;
const mostSeconds = 30;

/** How long a caller waits for the end of what a request starts (RFC 7240): `respond-async`, `wait=20`, or nothing said. */
export function patienceOf(prefer: string | null): number {
  const wishes = (prefer ?? "").split(",").map((wish) => wish.trim().toLowerCase());
  if (wishes.includes("respond-async")) return 0;
  const seconds = wishes.map((wish) => /^wait *= *(\d{1,4})$/.exec(wish)?.[1]).find((found) => found !== undefined);
  return 1000 * Math.min(seconds === undefined ? usualSeconds : Number(seconds), mostSeconds);
}
