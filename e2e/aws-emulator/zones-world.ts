import { type Clock, later } from "@/lib/kernel/clock";
import { AwsFault } from "./aws-fault";

export type StoredSet = {
  Name: string;
  Type: string;
  SetIdentifier?: string;
  TTL?: string;
  ResourceRecords?: { Value: string }[];
  AliasTarget?: { HostedZoneId: string; DNSName: string; EvaluateTargetHealth: string };
  Weight?: string;
};
export type EmulatedZone = {
  id: string;
  /** With the trailing dot, as Route 53 shows it. */
  name: string;
  callerReference: string;
  isPrivate: boolean;
  nameServers: string[];
  /** In the order of reversed names, then types. */
  sets: StoredSet[];
  busy: boolean;
};

/** The state behind Route 53: hosted zones and changes on their way to all servers. */
export class ZonesWorld {
  readonly zones = new Map<string, EmulatedZone>();
  readonly changes = new Map<string, { submittedAt: Date; inSyncAt: Date }>();
  zoneLimit = 500;
  #next = 1;

  constructor(
    readonly clock: Clock,
    readonly changeDelayMs: number,
  ) {}

  create(givenName: string, callerReference: string, isPrivate = false): EmulatedZone {
    const name = absolute(givenName);
    if (!/^([a-z0-9_-]{1,63}\.)+$/.test(name))
      throw new AwsFault("InvalidDomainName", `${givenName} is not a domain name.`);
    if ([...this.zones.values()].some((zone) => zone.callerReference === callerReference))
      throw new AwsFault(
        "HostedZoneAlreadyExists",
        `A hosted zone has already been created with the specified caller reference.`,
        409,
      );
    if (this.zones.size >= this.zoneLimit)
      throw new AwsFault("TooManyHostedZones", "Limits Exceeded: the account has too many hosted zones.");
    const serial = this.#next++;
    const nameServers = ["com", "net", "org", "co.uk"].map(
      (tld, i) => `ns-${(serial * 7 + i * 512) % 2048}.awsdns-${String((serial + i) % 64).padStart(2, "0")}.${tld}`,
    );
    const zone: EmulatedZone = {
      id: `Z0${String(serial).padStart(12, "0")}EMU`,
      name,
      callerReference,
      isPrivate,
      nameServers,
      sets: [],
      busy: false,
    };
    const records = (values: string[]) => values.map((Value) => ({ Value }));
    this.put(zone, {
      Name: name,
      Type: "NS",
      TTL: "172800",
      ResourceRecords: records(nameServers.map((ns) => `${ns}.`)),
    });
    const soa = `${nameServers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
    this.put(zone, { Name: name, Type: "SOA", TTL: "900", ResourceRecords: records([soa]) });
    this.zones.set(zone.id, zone);
    return zone;
  }

  zone(id: string): EmulatedZone {
    const zone = this.zones.get(id);
    if (zone) return zone;
    throw new AwsFault("NoSuchHostedZone", `No hosted zone found with ID: ${id}`, 404);
  }

  put(zone: EmulatedZone, set: StoredSet): void {
    this.remove(zone, set);
    zone.sets.push(set);
    zone.sets.sort((a, b) => compareKeys(sortKey(a), sortKey(b)));
  }

  remove(zone: EmulatedZone, set: StoredSet): void {
    zone.sets = zone.sets.filter((candidate) => !isSameSet(candidate, set));
  }

  submitted(): { Id: string; Status: string; SubmittedAt: Date } {
    const submittedAt = this.clock.now();
    const id = `C0${String(this.#next++).padStart(12, "0")}EMU`;
    this.changes.set(id, { submittedAt, inSyncAt: later(submittedAt, this.changeDelayMs) });
    return { Id: `/change/${id}`, Status: "PENDING", SubmittedAt: submittedAt };
  }

  change(id: string): { Id: string; Status: string; SubmittedAt: Date } {
    const change = this.changes.get(id);
    if (!change) throw new AwsFault("NoSuchChange", `A change with the specified change ID does not exist: ${id}`, 404);
    const Status = this.clock.now() >= change.inSyncAt ? "INSYNC" : "PENDING";
    return { Id: `/change/${id}`, Status, SubmittedAt: change.submittedAt };
  }
}

/** Lower case, escapes decoded, with the trailing dot. */
export function absolute(name: string): string {
  const decoded = name.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return `${decoded.toLowerCase().replace(/\.$/, "")}.`;
}

/** As Route 53 shows names: whatever is not a letter, digit, hyphen, underscore or dot is an octal escape. */
export function shownName(name: string): string {
  return name.replace(/[^a-z0-9._-]/g, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

export const reversed = (name: string) => name.split(".").filter(Boolean).reverse().join(".");

export const sortKey = (set: Pick<StoredSet, "Name" | "Type" | "SetIdentifier">) =>
  [reversed(absolute(set.Name)), set.Type, set.SetIdentifier ?? ""] as const;

export function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

export function isSameSet(a: StoredSet, b: StoredSet): boolean {
  return compareKeys(sortKey(a), sortKey(b)) === 0;
}
