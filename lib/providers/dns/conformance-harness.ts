import type { TraceEntry } from "../trace";
import type { DnsHost } from "./contract";

/** How the counterpart mistreats the next call of one method. In the first two, the work is done and only the answer fails. */
export type DnsMishap = "lost_reply" | "garbage" | "server_error" | "unauthorised" | "rate_limited";

/** A DNS host adapter against its counterpart, as the suite needs it. One is made for the whole suite. */
export type DnsHarness = {
  host: DnsHost;
  /** All entries the adapter has reported so far. */
  trace: readonly TraceEntry[];
  /** Strings that may appear in no error and no trace: the credentials at least. */
  secrets: readonly string[];
  /** A zone name that the counterpart does not have yet, a new one each time. */
  freeZone(): string;
  /** Moves the time the counterpart lives in, so that pending changes get in sync. */
  advance(ms: number): Promise<void>;
  /** Mistreats the next call that this method makes (`times`: the next so many; 0 ends it). */
  fail(method: "createZone" | "applyChanges" | "zone", mishap: DnsMishap, times?: number): void | Promise<void>;
  close(): Promise<void>;
};
