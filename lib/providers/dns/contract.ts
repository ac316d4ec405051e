import type { Clock } from "@/lib/kernel/clock";
import type { TraceSink } from "../trace";

/**
 * A DNS host: the API that serves zones. Zone names are A-labels without a trailing dot. Record set names are absolute,
 * lower case, without a trailing dot (`www.example.com`); the apex is the zone name. Values are in zone-file form of their
 * type with absolute targets ending in a dot (`10 mail.example.com.`); TXT values are the plain text, unquoted and unsplit:
 * the adapter quotes and splits.
 *
 * Errors are ProviderError; a change that got no reply throws `ambiguous` and is settled by reading the zone.
 */
export type DnsHost = {
  readonly descriptor: DnsHostDescriptor;

  /**
   * Makes the zone, once: the same `callerReference` never makes a second one, it returns the first. A zone of that name
   * made by somebody else in the account is not touched: find it with `findZones` and adopt it.
   */
  createZone(name: string, callerReference: string): Promise<HostedZone>;

  /** Zones of exactly this name in the account (a host may hold several). */
  findZones(name: string): Promise<HostedZone[]>;

  zone(ref: string): Promise<HostedZone | null>;
  recordSets(ref: string): Promise<RecordSet[]>;

  /** Applies changes, all or nothing where `atomic`; otherwise adds before deletes. Returns a reference to watch. */
  applyChanges(ref: string, changes: readonly RecordChange[]): Promise<ChangeState>;

  /** Whether all of the host's servers answer with a change. */
  changeState(ref: string): Promise<ChangeState>;

  /** Removes an empty zone. The caller has made sure that nothing is delegated to it (D-7). */
  deleteZone(ref: string): Promise<void>;
};

export type HostedZone = { ref: string; name: string; nameServers: string[]; callerReference: string | null };

export type RecordType = "A" | "AAAA" | "CAA" | "CNAME" | "MX" | "NS" | "SOA" | "SRV" | "TXT";

/** All values of one name and type; they share a TTL. */
export type RecordSet = { name: string; type: RecordType; ttlSeconds: number; values: string[] };

/** `put` creates or replaces the whole set; `delete` carries the values the caller believes to be there. */
export type RecordChange = { action: "put" | "delete"; set: RecordSet };

export type ChangeState = { ref: string; state: "pending" | "in_sync"; submittedAt: Date | null };

export type DnsHostDescriptor = {
  id: string;
  label: string;
  capabilities: { atomic: boolean; changeStatus: boolean; types: RecordType[] };
  limits: { requestsPerSecond: number; changesPerBatch: number; minTtlSeconds: number; maxTtlSeconds: number };
  verifiedOn: string;
};

export type DnsHostSetup = {
  credentials: Record<string, string>;
  baseUrl?: string | undefined;
  clock: Clock;
  trace: TraceSink;
};

export type DnsHostFactory = { descriptor: DnsHostDescriptor; open(setup: DnsHostSetup): DnsHost };
