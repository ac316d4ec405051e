import { setTimeout as wait } from "node:timers/promises";
import { AwsFault } from "./aws-fault";
import { applyBatch, type BatchChange } from "./change-batch";
import { absolute, compareKeys, type EmulatedZone, reversed, shownName, sortKey, type ZonesWorld } from "./zones-world";

type Input = Record<string, unknown>;
export type RestOperation = {
  name: string;
  method: string;
  /** With one group a path label. */
  path: RegExp;
  labels: string[];
  /** Query parameter to member. */
  query: Record<string, string>;
  status: number;
  handle: (world: ZonesWorld, input: Input) => unknown;
};

const bareId = (id: unknown) => String(id).replace(/^\/?(hostedzone|change)\//, "");

export const zonesOperations: RestOperation[] = [
  {
    name: "CreateHostedZone",
    method: "POST",
    path: /^\/2013-04-01\/hostedzone$/,
    labels: [],
    query: {},
    status: 201,
    handle(world, input) {
      const zone = world.create(String(input.Name), String(input.CallerReference));
      return {
        HostedZone: shown(zone),
        ChangeInfo: world.submitted(),
        DelegationSet: { NameServers: zone.nameServers },
        Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
      };
    },
  },
  {
    name: "GetHostedZone",
    method: "GET",
    path: /^\/2013-04-01\/hostedzone\/([^/]+)$/,
    labels: ["Id"],
    query: {},
    status: 200,
    handle(world, input) {
      const zone = world.zone(bareId(input.Id));
      if (zone.isPrivate)
        return { HostedZone: shown(zone), VPCs: [{ VPCRegion: "us-east-1", VPCId: "vpc-0emulator" }] };
      return { HostedZone: shown(zone), DelegationSet: { NameServers: zone.nameServers } };
    },
  },
  {
    name: "DeleteHostedZone",
    method: "DELETE",
    path: /^\/2013-04-01\/hostedzone\/([^/]+)$/,
    labels: ["Id"],
    query: {},
    status: 200,
    handle(world, input) {
      const zone = world.zone(bareId(input.Id));
      if (zone.sets.some((set) => set.Name !== zone.name || !["NS", "SOA"].includes(set.Type)))
        throw new AwsFault(
          "HostedZoneNotEmpty",
          "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
        );
      world.zones.delete(zone.id);
      return { ChangeInfo: world.submitted() };
    },
  },
  {
    name: "ListHostedZonesByName",
    method: "GET",
    path: /^\/2013-04-01\/hostedzonesbyname$/,
    labels: [],
    query: { dnsname: "DNSName", hostedzoneid: "HostedZoneId", maxitems: "MaxItems" },
    status: 200,
    handle(world, input) {
      const maxItems = Math.min(Number(input.MaxItems ?? 100), 100);
      const key = (zone: EmulatedZone) => [reversed(zone.name), zone.id] as const;
      const sorted = [...world.zones.values()].sort((a, b) => compareKeys(key(a), key(b)));
      const from =
        input.DNSName === undefined
          ? ["", ""]
          : [reversed(absolute(String(input.DNSName))), bareId(input.HostedZoneId ?? "")];
      const left = sorted.filter((zone) => compareKeys(key(zone), from) >= 0);
      const next = left[maxItems];
      return {
        HostedZones: left.slice(0, maxItems).map(shown),
        ...(input.DNSName === undefined ? {} : { DNSName: input.DNSName }),
        IsTruncated: next !== undefined,
        ...(next ? { NextDNSName: next.name, NextHostedZoneId: next.id } : {}),
        MaxItems: maxItems,
      };
    },
  },
  {
    name: "ListResourceRecordSets",
    method: "GET",
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset$/,
    labels: ["HostedZoneId"],
    query: {
      name: "StartRecordName",
      type: "StartRecordType",
      identifier: "StartRecordIdentifier",
      maxitems: "MaxItems",
    },
    status: 200,
    handle(world, input) {
      const zone = world.zone(bareId(input.HostedZoneId));
      if (input.StartRecordType !== undefined && input.StartRecordName === undefined)
        throw new AwsFault("InvalidInput", "The type parameter needs the name parameter.");
      const maxItems = Math.min(Number(input.MaxItems ?? 300), 300);
      const from =
        input.StartRecordName === undefined
          ? ["", "", ""]
          : sortKey({
              Name: String(input.StartRecordName),
              Type: String(input.StartRecordType ?? ""),
              SetIdentifier: String(input.StartRecordIdentifier ?? ""),
            });
      const left = zone.sets.filter((set) => compareKeys(sortKey(set), from) >= 0);
      const next = left[maxItems];
      return {
        ResourceRecordSets: left.slice(0, maxItems).map((set) => ({ ...set, Name: shownName(set.Name) })),
        IsTruncated: next !== undefined,
        ...(next ? { NextRecordName: shownName(next.Name), NextRecordType: next.Type } : {}),
        ...(next?.SetIdentifier ? { NextRecordIdentifier: next.SetIdentifier } : {}),
        MaxItems: maxItems,
      };
    },
  },
  {
    name: "ChangeResourceRecordSets",
    method: "POST",
    path: /^\/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/,
    labels: ["HostedZoneId"],
    query: {},
    status: 200,
    async handle(world, input) {
      const zone = world.zone(bareId(input.HostedZoneId));
      if (zone.busy)
        throw new AwsFault(
          "PriorRequestNotComplete",
          "The request was rejected because Route 53 was still processing a prior request.",
        );
      zone.busy = true;
      try {
        // A change takes a moment, in which the zone takes no other.
        await wait(5);
        applyBatch(world, zone, (input.ChangeBatch as { Changes: BatchChange[] }).Changes);
        return { ChangeInfo: world.submitted() };
      } finally {
        zone.busy = false;
      }
    },
  },
  {
    name: "GetChange",
    method: "GET",
    path: /^\/2013-04-01\/change\/([^/]+)$/,
    labels: ["Id"],
    query: {},
    status: 200,
    handle: (world, input) => ({ ChangeInfo: world.change(bareId(input.Id)) }),
  },
];

function shown(zone: EmulatedZone): unknown {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: { Comment: "", PrivateZone: String(zone.isPrivate) },
    ResourceRecordSetCount: zone.sets.length,
  };
}
