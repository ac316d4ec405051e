import * as aws from "@aws-sdk/client-route-53";
import { z } from "zod";
import { awsClientConfig, callAws } from "../../aws/aws-caller";
import type { DnsHostSetup } from "../contract";

export const vendor = "route53";

/** The service is global; its address is the same everywhere. */
const liveEndpoint = "https://route53.amazonaws.com";
const longestTrace = 4000;

const zone = z.object({
  Id: z.string().min(1),
  Name: z.string().min(1),
  CallerReference: z.string(),
  Config: z.object({ PrivateZone: z.boolean().optional() }).optional(),
});
const delegation = z.object({ NameServers: z.array(z.string().min(1)) });
const change = z.object({
  ChangeInfo: z.object({ Id: z.string().min(1), Status: z.enum(["PENDING", "INSYNC"]), SubmittedAt: z.date() }),
});
const zoneReply = z.object({ HostedZone: zone, DelegationSet: delegation.optional() });
const createdReply = z.object({ HostedZone: zone, DelegationSet: delegation });
const zonesPage = z.object({
  HostedZones: z.array(zone).default([]),
  IsTruncated: z.boolean().default(false),
  NextDNSName: z.string().optional(),
  NextHostedZoneId: z.string().optional(),
});
const recordSet = z.object({
  Name: z.string().min(1),
  Type: z.string().min(1),
  SetIdentifier: z.string().optional(),
  TTL: z.number().int().nonnegative().optional(),
  ResourceRecords: z.array(z.object({ Value: z.string() })).optional(),
});
const recordSetsPage = z.object({
  ResourceRecordSets: z.array(recordSet).default([]),
  IsTruncated: z.boolean().default(false),
  NextRecordName: z.string().optional(),
  NextRecordType: z.string().optional(),
  NextRecordIdentifier: z.string().optional(),
});
export type AwsZoneReply = z.infer<typeof zoneReply>;
export type AwsChange = z.infer<typeof change>["ChangeInfo"];
export type AwsRecordSet = z.infer<typeof recordSet>;

/** Route 53 in its own words: one method an operation. Reads are repeated by the SDK; writes go out once. */
export function openDnsApi(setup: DnsHostSetup) {
  const { reads, writes, naming } = awsClientConfig({
    service: "route53",
    provider: vendor,
    timeoutMs: 30_000,
    clock: setup.clock,
    trace: setup.trace,
    redactBody: (text) => (text === "" ? null : { xml: text.slice(0, longestTrace) }),
    credentials: setup.credentials,
    endpoint: setup.baseUrl ?? liveEndpoint,
  });
  const reader = naming(new aws.Route53Client(reads));
  const writer = naming(new aws.Route53Client(writes));
  const read = <T>(operation: string, schema: z.ZodType<T>, send: () => Promise<unknown>) =>
    callAws({ vendor, operation, kind: "read" }, schema, send);
  const write = <T>(operation: string, schema: z.ZodType<T>, send: () => Promise<unknown>) =>
    callAws({ vendor, operation, kind: "write" }, schema, send);

  return {
    createZone: (Name: string, CallerReference: string) =>
      write("CreateHostedZone", createdReply, () =>
        writer.send(new aws.CreateHostedZoneCommand({ Name, CallerReference })),
      ),
    getZone: (Id: string) => read("GetHostedZone", zoneReply, () => reader.send(new aws.GetHostedZoneCommand({ Id }))),
    listZonesByName: (input: aws.ListHostedZonesByNameCommandInput) =>
      read("ListHostedZonesByName", zonesPage, () => reader.send(new aws.ListHostedZonesByNameCommand(input))),
    deleteZone: (Id: string) =>
      write("DeleteHostedZone", change, () => writer.send(new aws.DeleteHostedZoneCommand({ Id }))),
    listRecordSets: (input: aws.ListResourceRecordSetsCommandInput) =>
      read("ListResourceRecordSets", recordSetsPage, () => reader.send(new aws.ListResourceRecordSetsCommand(input))),
    changeRecordSets: (HostedZoneId: string, Changes: aws.Change[]) =>
      write("ChangeResourceRecordSets", change, () =>
        writer.send(new aws.ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } })),
      ),
    getChange: (Id: string) => read("GetChange", change, () => reader.send(new aws.GetChangeCommand({ Id }))),
  };
}

export type DnsApi = ReturnType<typeof openDnsApi>;
