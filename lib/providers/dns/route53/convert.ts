import type { Change, RRType } from "@aws-sdk/client-route-53";
import type { ChangeState, HostedZone, RecordChange, RecordSet, RecordType } from "../contract";
import type { AwsChange, AwsRecordSet, AwsZoneReply } from "./api";
import { quoteTxt, unquoteTxt } from "./txt-value";

export const recordTypes: RecordType[] = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SOA", "SRV", "TXT"];

/** Ids come as `/hostedzone/Z1` or `/change/C1` in some replies and bare in others. */
export const bareId = (id: string) => id.replace(/^\/(hostedzone|change)\//, "");

/** `\052.Example.com.` is `*.example.com` here. */
export function bareName(name: string): string {
  const decoded = name.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return decoded.toLowerCase().replace(/\.$/, "");
}

export function toHostedZone({ HostedZone: zone, DelegationSet: delegation }: AwsZoneReply): HostedZone {
  return {
    ref: bareId(zone.Id),
    name: bareName(zone.Name),
    nameServers: (delegation?.NameServers ?? []).map(bareName),
    callerReference: zone.CallerReference,
  };
}

export function toChangeState(change: AwsChange): ChangeState {
  return {
    ref: bareId(change.Id),
    state: change.Status === "INSYNC" ? "in_sync" : "pending",
    submittedAt: change.SubmittedAt,
  };
}

/** Null for what a plain record set cannot say: aliases, weighted and other routed sets, types we do not know. */
export function toRecordSet(set: AwsRecordSet): RecordSet | null {
  const type = recordTypes.find((known) => known === set.Type);
  if (!type || set.TTL === undefined || !set.ResourceRecords || set.SetIdentifier !== undefined) return null;
  return {
    name: bareName(set.Name),
    type,
    ttlSeconds: set.TTL,
    values: set.ResourceRecords.map((record) => fromAwsValue(type, record.Value)),
  };
}

/** How many of the words at the end of a value, or at its start for SOA, are host names. */
function fromAwsValue(type: RecordType, value: string): string {
  if (type === "TXT") return unquoteTxt(value);
  const words = value.trim().split(/\s+/);
  const isHost = (index: number) => {
    if (type === "CNAME" || type === "NS") return index === 0;
    if (type === "MX" || type === "SRV") return index === words.length - 1;
    return type === "SOA" && index < 2;
  };
  // Route 53 takes a target without the last dot as absolute, and shows it as it was typed.
  return words.map((word, index) => (isHost(index) && !word.endsWith(".") ? `${word}.` : word)).join(" ");
}

export const toAwsValue = (type: RecordType, value: string) => (type === "TXT" ? quoteTxt(value) : value);

/**
 * A change as Route 53 takes it. A delete must repeat the stored set to the letter, and text can be split or a target
 * written in more than one way: `stored` is the set as the zone has it, used when it means the same.
 */
export function toAwsChange({ action, set }: RecordChange, stored: AwsRecordSet | undefined): Change {
  const same = action === "delete" && stored !== undefined && meansTheSame(set, stored);
  const values = same
    ? (stored.ResourceRecords ?? [])
    : set.values.map((value) => ({ Value: toAwsValue(set.type, value) }));
  return {
    Action: action === "put" ? "UPSERT" : "DELETE",
    ResourceRecordSet: { Name: `${set.name}.`, Type: set.type as RRType, TTL: set.ttlSeconds, ResourceRecords: values },
  };
}

function meansTheSame(wanted: RecordSet, stored: AwsRecordSet): boolean {
  const there = toRecordSet(stored);
  if (!there) return false;
  const sorted = (values: readonly string[]) => JSON.stringify([...values].sort());
  return sorted(there.values) === sorted(wanted.values);
}
