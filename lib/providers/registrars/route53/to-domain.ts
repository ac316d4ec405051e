import { toMinor } from "@/lib/kernel/money";
import type { OperationState, RegistrarDomain, TldCost } from "../contract";
import type { DomainDetail, DomainPrice, Operation } from "./replies";
import { reasonOf, transferReasonOf } from "./to-refusal";

export const bareName = (name: string) => name.toLowerCase().replace(/\.$/, "");

export function toDomain(detail: DomainDetail, registrantVerified: boolean | null): RegistrarDomain {
  const eppStatuses = detail.StatusList.map((status) => status.split(" ")[0] ?? status);
  return {
    name: bareName(detail.DomainName),
    createdAt: detail.CreationDate ?? null,
    expiresAt: detail.ExpirationDate ?? null,
    eppStatuses,
    nameServers: detail.Nameservers.map((server) => bareName(server.Name)),
    autoRenew: detail.AutoRenew,
    locked: eppStatuses.includes("clientTransferProhibited"),
    privacy: detail.RegistrantPrivacy ?? null,
    registrantEmail: detail.RegistrantContact?.Email ?? null,
    registrantVerified,
    // The zone is found by its name at the DNS host: Route 53 Domains does not tell it.
    zoneRef: null,
    dsRecords: detail.DnssecKeys.flatMap((key) =>
      key.KeyTag !== undefined && key.Algorithm !== undefined && key.DigestType !== undefined && key.Digest
        ? [{ keyTag: key.KeyTag, algorithm: key.Algorithm, digestType: key.DigestType, digest: key.Digest }]
        : [],
    ),
  };
}

const whoMustAct: Record<string, string> = {
  PENDING_ACCEPTANCE: "The other AWS account must accept the transfer.",
  PENDING_CUSTOMER_ACTION: "The owner of the name must act: AWS has written to the registrant.",
  PENDING_AUTHORIZATION: "The owner of the name must confirm by the e-mail that AWS sent.",
  PENDING_PAYMENT_VERIFICATION: "AWS is verifying the payment method of the platform's account.",
  PENDING_SUPPORT_CASE: "AWS has opened a support case for this operation.",
};

/** A transfer waits for its owner while AWS flags so; else the registries are at it. */
function stageOf({ Type, StatusFlag }: Operation): Pick<OperationState, "stage"> {
  if (Type !== "TRANSFER_IN_DOMAIN") return {};
  const owner = StatusFlag === "PENDING_CUSTOMER_ACTION" || StatusFlag === "PENDING_AUTHORIZATION";
  return { stage: owner ? "owner" : "registry" };
}

export function toOperationState(operation: Operation): OperationState {
  const base = {
    ref: operation.OperationId,
    name: bareName(operation.DomainName ?? ""),
    updatedAt: operation.LastUpdatedDate ?? operation.SubmittedDate,
  };
  const message = operation.Message?.slice(0, 500);
  const stage = stageOf(operation);
  if (operation.Status === "SUCCESSFUL") return { ...base, state: "done" };
  if (operation.Status === "ERROR" || operation.Status === "FAILED") {
    const inbound = operation.Type === "TRANSFER_IN_DOMAIN";
    const reason = (inbound ? transferReasonOf : reasonOf)(message ?? "");
    return { ...base, state: "refused", ...reason, message: message || "AWS gave no reason." };
  }
  if (operation.StatusFlag) {
    const waiting = whoMustAct[operation.StatusFlag] ?? `AWS waits: ${operation.StatusFlag}.`;
    return { ...base, ...stage, state: "waiting_for_person", message: message ? `${waiting} ${message}` : waiting };
  }
  return { ...base, ...stage, state: "pending", ...(message ? { message } : {}) };
}

/** Null for a TLD that cannot be registered and renewed: there is nothing to sell. */
export function toTldCost(price: DomainPrice): TldCost | null {
  const { RegistrationPrice: register, RenewalPrice: renew } = price;
  if (!register || !renew || register.Currency !== renew.Currency) return null;
  const currency = register.Currency;
  const minor = (entry: DomainPrice["TransferPrice"]) =>
    entry && entry.Currency === currency ? toMinor(entry.Price, currency) : null;
  return {
    tld: bareName(price.Name),
    currency,
    registerMinor: toMinor(register.Price, currency),
    renewMinor: toMinor(renew.Price, currency),
    transferMinor: minor(price.TransferPrice),
    restoreMinor: minor(price.RestorationPrice),
  };
}
