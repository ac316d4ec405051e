import * as aws from "@aws-sdk/client-route-53-domains";
import type { z } from "zod";
import { awsClientConfig, callAws } from "../../aws/aws-caller";
import { redactJson } from "../../aws/redact-json";
import type { RegistrarSetup } from "../contract";
import * as replies from "./replies";

export const vendor = "route53";

/** The only endpoint of the service; there is no sandbox behind another one. */
const liveEndpoint = "https://route53domains.us-east-1.amazonaws.com";

/**
 * Route 53 Domains in its own words: one method an operation, replies checked by zod, failures as ProviderError. Reads are
 * repeated by the SDK; writes go out once, because the service has no idempotency token.
 */
export function openDomainsApi(setup: RegistrarSetup) {
  const { reads, writes, naming } = awsClientConfig({
    service: "route53domains",
    provider: vendor,
    timeoutMs: 30_000,
    clock: setup.clock,
    trace: setup.trace,
    redactBody: redactJson,
    credentials: setup.credentials,
    endpoint: setup.baseUrl ?? liveEndpoint,
  });
  const reader = naming(new aws.Route53DomainsClient(reads));
  const writer = naming(new aws.Route53DomainsClient(writes));

  function read<T>(operation: string, schema: z.ZodType<T>, send: () => Promise<unknown>): Promise<T> {
    return callAws({ vendor, operation, kind: "read" }, schema, send);
  }
  async function start(operation: string, send: () => Promise<unknown>): Promise<string> {
    const { OperationId } = await callAws({ vendor, operation, kind: "write" }, replies.started, send);
    return OperationId;
  }

  return {
    checkAvailability: (DomainName: string, abortSignal?: AbortSignal) =>
      read("CheckDomainAvailability", replies.availability, () =>
        reader.send(new aws.CheckDomainAvailabilityCommand({ DomainName }), abortSignal ? { abortSignal } : {}),
      ),
    getSuggestions: (input: aws.GetDomainSuggestionsCommandInput) =>
      read("GetDomainSuggestions", replies.suggestions, () => reader.send(new aws.GetDomainSuggestionsCommand(input))),
    checkTransferability: (input: aws.CheckDomainTransferabilityCommandInput) =>
      read("CheckDomainTransferability", replies.transferability, () =>
        reader.send(new aws.CheckDomainTransferabilityCommand(input)),
      ),
    listPrices: (input: aws.ListPricesCommandInput) =>
      read("ListPrices", replies.prices, () => reader.send(new aws.ListPricesCommand(input))),
    getOperation: (OperationId: string) =>
      read("GetOperationDetail", replies.operation, () =>
        reader.send(new aws.GetOperationDetailCommand({ OperationId })),
      ),
    listOperations: (input: aws.ListOperationsCommandInput) =>
      read("ListOperations", replies.operations, () => reader.send(new aws.ListOperationsCommand(input))),
    getDomain: (DomainName: string) =>
      read("GetDomainDetail", replies.domainDetail, () => reader.send(new aws.GetDomainDetailCommand({ DomainName }))),
    getReachability: (domainName: string) =>
      read("GetContactReachabilityStatus", replies.reachability, () =>
        reader.send(new aws.GetContactReachabilityStatusCommand({ domainName })),
      ),
    viewBilling: (input: aws.ViewBillingCommandInput) =>
      read("ViewBilling", replies.billing, () => reader.send(new aws.ViewBillingCommand(input))),
    listDomains: (input: aws.ListDomainsCommandInput) =>
      read("ListDomains", replies.domainList, () => reader.send(new aws.ListDomainsCommand(input))),
    getAuthCode: (DomainName: string) =>
      read("RetrieveDomainAuthCode", replies.authCode, () =>
        reader.send(new aws.RetrieveDomainAuthCodeCommand({ DomainName })),
      ),

    registerDomain: (input: aws.RegisterDomainCommandInput) =>
      start("RegisterDomain", () => writer.send(new aws.RegisterDomainCommand(input))),
    renewDomain: (input: aws.RenewDomainCommandInput) =>
      start("RenewDomain", () => writer.send(new aws.RenewDomainCommand(input))),
    transferDomain: (input: aws.TransferDomainCommandInput) =>
      start("TransferDomain", () => writer.send(new aws.TransferDomainCommand(input))),
    updateNameServers: (input: aws.UpdateDomainNameserversCommandInput) =>
      start("UpdateDomainNameservers", () => writer.send(new aws.UpdateDomainNameserversCommand(input))),
    enableLock: (DomainName: string) =>
      start("EnableDomainTransferLock", () => writer.send(new aws.EnableDomainTransferLockCommand({ DomainName }))),
    disableLock: (DomainName: string) =>
      start("DisableDomainTransferLock", () => writer.send(new aws.DisableDomainTransferLockCommand({ DomainName }))),
    updatePrivacy: (input: aws.UpdateDomainContactPrivacyCommandInput) =>
      start("UpdateDomainContactPrivacy", () => writer.send(new aws.UpdateDomainContactPrivacyCommand(input))),
    updateContacts: (input: aws.UpdateDomainContactCommandInput) =>
      start("UpdateDomainContact", () => writer.send(new aws.UpdateDomainContactCommand(input))),
    resendAuthorization: async (OperationId: string) => {
      await callAws({ vendor, operation: "ResendOperationAuthorization", kind: "write" }, replies.nothing, () =>
        writer.send(new aws.ResendOperationAuthorizationCommand({ OperationId })),
      );
    },
    resendReachabilityMail: (domainName: string) =>
      callAws({ vendor, operation: "ResendContactReachabilityEmail", kind: "write" }, replies.nothing, () =>
        writer.send(new aws.ResendContactReachabilityEmailCommand({ domainName })),
      ),
    enableAutoRenew: (DomainName: string) =>
      callAws({ vendor, operation: "EnableDomainAutoRenew", kind: "write" }, replies.nothing, () =>
        writer.send(new aws.EnableDomainAutoRenewCommand({ DomainName })),
      ),
    disableAutoRenew: (DomainName: string) =>
      callAws({ vendor, operation: "DisableDomainAutoRenew", kind: "write" }, replies.nothing, () =>
        writer.send(new aws.DisableDomainAutoRenewCommand({ DomainName })),
      ),
  };
}

export type DomainsApi = ReturnType<typeof openDomainsApi>;
