import type { Limit } from "@/lib/identity/rate-limit";

/** How much one token may ask in a minute: reads, and everything else. */
export const apiLimits = {
  read: { capacity: 300, refillPerMinute: 300 },
  write: { capacity: 60, refillPerMinute: 60 },
} as const satisfies Record<string, Limit>;

/** Tokens that do not hold, by network address: a program with an old token need not knock more often. */
export const unknownTokenLimit: Limit = { capacity: 60, refillPerMinute: 20 };
