import { setTimeout as wait } from "node:timers/promises";
import type { RRType } from "@aws-sdk/client-route-53";
import { ProviderError } from "@/lib/kernel/errors";
import type { DnsHost, DnsHostDescriptor, DnsHostFactory, HostedZone, RecordChange } from "../contract";
import { type AwsRecordSet, type DnsApi, openDnsApi, vendor } from "./api";
import { bareId, bareName, recordTypes, toAwsChange, toChangeState, toHostedZone, toRecordSet } from "./convert";

/** Of one request, counted twice for sets that are put (Route 53 quotas). */
const longestBatch = { records: 1000, characters: 32_000 };

const descriptor: DnsHostDescriptor = {
  id: "route53",
  label: "Amazon Route 53",
  capabilities: { atomic: true, changeStatus: true, types: recordTypes },
  limits: { requestsPerSecond: 5, changesPerBatch: 500, minTtlSeconds: 0, maxTtlSeconds: 2_147_483_647 },
  verifiedOn: "2026-11-20",
};

/**
 * Amazon Route 53 as a DNS host. Public zones only. Alias sets and sets with a routing policy are Route 53's own and are
 * not shown by `recordSets`; a put on a name and type that is an alias replaces the alias.
 */
export const route53Dns: DnsHostFactory = {
  descriptor,
  open(setup): DnsHost {
    const api = openDnsApi(setup);
    return {
      descriptor,
      createZone: (name, callerReference) => createZone(api, name, callerReference),
      findZones: (name) => findZones(api, name),
      zone: (ref) => readZone(api, ref),
      recordSets: async (ref) => (await readRecordSets(api, ref)).map(toRecordSet).filter((set) => set !== null),
      applyChanges: async (ref, changes) => {
        const stored = changes.some((change) => change.action === "delete") ? await readRecordSets(api, ref) : [];
        const batch = changes.map((change) => toAwsChange(change, storedSet(stored, change)));
        refuseTooLong(batch.map((change) => [change.Action === "UPSERT" ? 2 : 1, valuesOf(change.ResourceRecordSet)]));
        const { ChangeInfo } = await whenFree(() => orNotFound(api.changeRecordSets(ref, batch)));
        return toChangeState(ChangeInfo);
      },
      changeState: async (ref) => toChangeState((await orNotFound(api.getChange(ref))).ChangeInfo),
      deleteZone: (ref) => deleteZone(api, ref),
    };
  },
};

const isCode = (error: unknown, code: string): error is ProviderError =>
  error instanceof ProviderError && error.vendorCode === code;

const valuesOf = (set: { ResourceRecords?: { Value?: string | undefined }[] | undefined } | undefined) =>
  (set?.ResourceRecords ?? []).map((record) => record.Value ?? "");

async function createZone(api: DnsApi, name: string, callerReference: string): Promise<HostedZone> {
  try {
    return toHostedZone(await api.createZone(`${name}.`, callerReference));
  } catch (error) {
    if (!isCode(error, "HostedZoneAlreadyExists")) throw error;
    const ours = (await findZones(api, name)).find((zone) => zone.callerReference === callerReference);
    if (ours) return ours;
    const message = `Route 53 has used the reference ${callerReference} for another zone than ${name}. No zone was made.`;
    throw new ProviderError(vendor, "rejected", message, { cause: error, vendorCode: error.vendorCode ?? "" });
  }
}

/** The list says no name servers, so each zone found is read. Private zones answer nobody outside and are passed over. */
async function findZones(api: DnsApi, name: string): Promise<HostedZone[]> {
  const found: HostedZone[] = [];
  let start: { DNSName: string; HostedZoneId?: string } | undefined = { DNSName: `${name}.` };
  while (start) {
    const page: Awaited<ReturnType<DnsApi["listZonesByName"]>> = await api.listZonesByName({ ...start, MaxItems: 100 });
    const same = page.HostedZones.filter((zone) => bareName(zone.Name) === name);
    for (const zone of same.filter((entry) => !entry.Config?.PrivateZone)) {
      const full = await readZone(api, bareId(zone.Id));
      if (full) found.push(full);
    }
    // The list begins at the name: the first other name ends it.
    const more = page.IsTruncated && page.NextDNSName && same.length === page.HostedZones.length;
    const next = {
      DNSName: page.NextDNSName ?? "",
      ...(page.NextHostedZoneId ? { HostedZoneId: page.NextHostedZoneId } : {}),
    };
    if (more && JSON.stringify(next) === JSON.stringify(start)) throw endlessList("ListHostedZonesByName");
    start = more ? next : undefined;
  }
  return found;
}

async function readZone(api: DnsApi, ref: string): Promise<HostedZone | null> {
  try {
    return toHostedZone(await api.getZone(ref));
  } catch (error) {
    if (isCode(error, "NoSuchHostedZone")) return null;
    throw error;
  }
}

async function readRecordSets(api: DnsApi, ref: string): Promise<AwsRecordSet[]> {
  const sets: AwsRecordSet[] = [];
  let start: { StartRecordName?: string; StartRecordType?: RRType; StartRecordIdentifier?: string } | undefined = {};
  while (start) {
    const page: Awaited<ReturnType<DnsApi["listRecordSets"]>> = await orNotFound(
      api.listRecordSets({ HostedZoneId: ref, MaxItems: 300, ...start }),
    );
    sets.push(...page.ResourceRecordSets);
    const next: typeof start = {
      ...(page.NextRecordName ? { StartRecordName: page.NextRecordName } : {}),
      ...(page.NextRecordType ? { StartRecordType: page.NextRecordType as RRType } : {}),
      ...(page.NextRecordIdentifier ? { StartRecordIdentifier: page.NextRecordIdentifier } : {}),
    };
    if (page.IsTruncated && JSON.stringify(next) === JSON.stringify(start)) throw endlessList("ListResourceRecordSets");
    start = page.IsTruncated ? next : undefined;
  }
  return sets;
}

function endlessList(operation: string): ProviderError {
  return new ProviderError(vendor, "unavailable", `AWS answered ${operation} with the same page twice.`);
}

function storedSet(stored: readonly AwsRecordSet[], { set }: RecordChange): AwsRecordSet | undefined {
  return stored.find(
    (candidate) => candidate.Type === set.type && !candidate.SetIdentifier && bareName(candidate.Name) === set.name,
  );
}

function refuseTooLong(batch: [factor: number, values: string[]][]): void {
  let records = 0;
  let characters = 0;
  for (const [factor, values] of batch) {
    records += factor * values.length;
    characters += factor * values.reduce((sum, value) => sum + value.length, 0);
  }
  if (records <= longestBatch.records && characters <= longestBatch.characters) return;
  throw new ProviderError(
    vendor,
    "rejected",
    `Route 53 takes ${longestBatch.records} values and ${longestBatch.characters} characters at once, each put counted twice; this change has ${records} and ${characters}. Nothing was changed. Split it.`,
  );
}

const waitsMs = [200, 400, 800, 1600];

/** Route 53 does one change of a zone at a time and refuses others before doing anything, so these are sent again. */
async function whenFree<T>(send: () => Promise<T>): Promise<T> {
  for (const waitMs of waitsMs) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== "rate_limited") throw error;
      await wait(waitMs);
    }
  }
  return send();
}

/** A zone or change that is not there, as the caller knows it. */
async function orNotFound<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!isCode(error, "NoSuchHostedZone") && !isCode(error, "NoSuchChange")) throw error;
    throw new ProviderError(vendor, "not_found", error.message, { cause: error, vendorCode: error.vendorCode ?? "" });
  }
}

/** Route 53 itself refuses a zone with more than its NS and SOA; one that is gone already needs nothing. */
async function deleteZone(api: DnsApi, ref: string): Promise<void> {
  try {
    await whenFree(() => api.deleteZone(ref));
  } catch (error) {
    if (isCode(error, "NoSuchHostedZone")) return;
    if (!isCode(error, "HostedZoneNotEmpty")) throw error;
    const message = "The zone still holds records besides its NS and SOA. It was not deleted; remove them first.";
    throw new ProviderError(vendor, "rejected", message, { cause: error, vendorCode: error.vendorCode ?? "" });
  }
}
