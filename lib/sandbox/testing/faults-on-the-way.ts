/** Faults between us and the registrar: what each answers a write with (0 is a lost connection), and whether it was done. */
export const faultsOnTheWay = [
  ["timeout-done", 0, true],
  ["timeout-not-done", 0, false],
  ["garbage", 200, true],
  ["garbage-not-done", 200, false],
  ["error-500", 500, false],
  ["error-500-done", 500, true],
  ["unauthorised", 401, false],
  ["registrar-down", 503, false],
] as const;
