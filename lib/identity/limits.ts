import type { Limit } from "./rate-limit";

/** Every route and action belongs to one class; `read` and `write` are what one gets by saying nothing. */
export const limits = {
  /** JSON reads and live streams that a screen asks for by itself. */
  read: { capacity: 240, refillPerMinute: 240 },
  /** Server actions and other writes of a person. */
  write: { capacity: 90, refillPerMinute: 90 },
  /** Each search asks registrars, which costs money and could list their whole zone: 30 a minute (7.2). */
  search: { capacity: 30, refillPerMinute: 30 },
  /** More rows of a search that was counted: as the reader scrolls, or asks again. */
  more: { capacity: 60, refillPerMinute: 60 },
  /** Requests to the sign-in machinery by address; the tries themselves are counted below. */
  identity: { capacity: 120, refillPerMinute: 60 },
} as const satisfies Record<string, Limit>;

export type LimitClass = keyof typeof limits;

export const limitSentences: Record<LimitClass, string> = {
  read: "This screen asked too often.",
  write: "That was very quick: too many changes in one minute.",
  search: "You searched more than 30 times in a minute, and each search asks the registries.",
  more: "This search was asked for more rows than we can look up at once.",
  identity: "There were too many requests from your network.",
};

/** Ten tries in fifteen minutes; a right one is given back. */
export const signInByAccount: Limit = { capacity: 10, refillPerMinute: 10 / 15 };
export const signInByAddress: Limit = { capacity: 60, refillPerMinute: 4 };
export const signUpByAddress: Limit = { capacity: 60, refillPerMinute: 2 };
