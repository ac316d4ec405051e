import { ProviderError } from "@/lib/kernel/errors";
import type { OperationState, RefusalReason, RegisterRequest, TransferRequest, WriteResult } from "../contract";
import type { WireDone, WireOperation, WireWrite } from "./api";

const reasons: Record<string, RefusalReason> = {
  unavailable: "unavailable",
  contact: "contact",
  policy: "policy",
  price: "price",
  premium: "premium",
  insufficient_funds: "insufficient_funds",
  unsupported: "unsupported",
  auth_code: "auth_code",
  locked: "locked",
  too_young: "too_young",
  in_redemption: "in_redemption",
  // The guard of a renewal: somebody has renewed it meanwhile.
  expiry_mismatch: "policy",
  not_in_account: "not_ours",
};

function toReason(code: string | undefined): RefusalReason {
  return (code !== undefined && Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? "other";
}

export function toWriteResult(reply: WireWrite): WriteResult {
  if ("error" in reply) {
    const { code, message, field } = reply.error;
    return { state: "refused", reason: toReason(code), message, ...(field === undefined ? {} : { field }) };
  }
  const { id, state, reason, message, field } = reply.operation;
  if (state === "refused")
    return {
      state,
      reason: toReason(reason),
      message: message ?? "Refused.",
      ...(field === undefined ? {} : { field }),
    };
  return { state, ref: id };
}

export function toDoneResult(reply: WireDone): WriteResult {
  return "done" in reply ? { state: "done", ref: null } : toWriteResult(reply);
}

/**
 * A second write of the same kind is refused while the first is under way. That says nothing about the first: whoever
 * sent it must look.
 */
export function orAmbiguous(error: unknown): never {
  if (error instanceof ProviderError && error.vendorCode === "operation_in_progress")
    throw new ProviderError(error.vendor, "ambiguous", error.message, { vendorCode: "operation_in_progress" });
  throw error;
}

export function toOperationState(operation: WireOperation): OperationState {
  const { id, name, reason, message, field, updatedAt, stage } = operation;
  const state = operation.waitsForPerson ? "waiting_for_person" : operation.state;
  return {
    ref: id,
    name,
    state,
    updatedAt,
    ...(stage ? { stage } : {}),
    ...(operation.waitsForPerson ? { message: "The owner has not answered the mail about this transfer." } : {}),
    ...(state === "refused" ? { reason: toReason(reason), message: message ?? "Refused." } : {}),
    ...(field === undefined ? {} : { field }),
  };
}

/** Auto-renew is always sent, and off: a registrar that renews by itself charges by itself (CO-32). */
export function toPurchase(request: RegisterRequest | TransferRequest) {
  const { name, privacy, costLimit, premium, contact, contactHandle } = request;
  return {
    name,
    privacy,
    costLimit,
    premium,
    autoRenew: false,
    ...(contactHandle === null ? { contact } : { contactHandle }),
  };
}
