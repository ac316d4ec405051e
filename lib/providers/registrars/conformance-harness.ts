import type { TraceEntry } from "../trace";
import type { RefusalReason, Registrar, RegistrarContact, TransferBlocker } from "./contract";

/** How the counterpart mistreats the next call of one method. In the first two, the work is done and only the answer fails. */
export type Mishap = "lost_reply" | "garbage" | "server_error" | "unauthorised" | "rate_limited";

export type FailingMethod = "register" | "renew" | "transferIn" | "restore" | "availability" | "domain";

/** A registration that the counterpart is known to refuse, and as what the adapter must report it (at once or by its operation). */
export type KnownRefusal = { reason: RefusalReason; name: string; contact?: RegistrarContact; field?: string };

/**
 * An adapter against its counterpart (sandbox, emulator or replayed traffic), as the suite needs it. One is made for the
 * whole suite. What is optional is a power of the counterpart, not of the adapter: those come from the descriptor.
 */
export type RegistrarHarness = {
  registrar: Registrar;
  /** All entries the adapter has reported so far. */
  trace: readonly TraceEntry[];
  /** Strings that may appear in no error and no trace: the credentials at least. */
  secrets: readonly string[];
  contact: RegistrarContact;
  /** A new registrable name each time; `idn` asks for an A-label (`xn--…`). */
  freeName(idn?: boolean): string;
  /** A name that somebody else holds. */
  takenName: string;
  /** TLDs the price list has, the first one with a renewal price. */
  tlds: readonly string[];
  /** A name the counterpart asks a premium price for. */
  premiumName?: string;
  /** A name the counterpart's availability gives no answer for. */
  silentName?: string;
  /** At least one, for `unavailable`. */
  refusals: readonly KnownRefusal[];
  /** A name elsewhere that can be transferred in with this code; a new one each time. */
  transferable?(): { name: string; authCode: string };
  /** Names elsewhere that cannot be transferred in, and what the registrar says about each. */
  blocked?: readonly { name: string; kind: TransferBlocker["kind"] }[];
  /** A name of ours that has just gone into redemption; a new one each time. Where such names can be restored. */
  inRedemption?(): Promise<string>;
  /** The time the counterpart and the adapter live in. */
  now(): Date;
  /** Moves that time, so that pending work comes to its end. */
  advance(ms: number): Promise<void>;
  /** How many requests the counterpart has received so far. */
  requests(): number;
  /** Mistreats the next call that this method makes (`times`: the next so many). */
  fail(method: FailingMethod, mishap: Mishap, times?: number): void | Promise<void>;
  close(): Promise<void>;
};
