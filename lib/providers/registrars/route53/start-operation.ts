import type { OperationType } from "@aws-sdk/client-route-53-domains";
import { ProviderError } from "@/lib/kernel/errors";
import type { WriteResult } from "../contract";
import { type DomainsApi, vendor } from "./api";
import { runningOperation } from "./look-for-operation";
import { reasonOf, toRefusal, transferReasonOf } from "./to-refusal";

/** What a name goes through once: a second request for it while one runs asks for the same thing. */
const sameWhenRepeated = new Set<OperationType>(["REGISTER_DOMAIN", "TRANSFER_IN_DOMAIN", "RENEW_DOMAIN"]);

/**
 * Sends one write and says what became of it. DuplicateRequest means that such an operation is already running for the
 * name. A registration, transfer or renewal counts as that one, found by its id; a setting may be running to another
 * value, so it is to be sent again later.
 */
export async function startOperation(
  api: DomainsApi,
  name: string,
  type: OperationType,
  send: () => Promise<string>,
): Promise<WriteResult> {
  try {
    return { state: "pending", ref: await send() };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== "rejected") throw error;
    if (error.vendorCode === "DuplicateRequest") return await adoptRunning(api, name, type, error);
    const refusal = toRefusal(error, name, type === "TRANSFER_IN_DOMAIN" ? transferReasonOf : reasonOf);
    if (!refusal) throw error;
    // The guard of a renewal: another year of expiry than the one we believe in.
    return type === "RENEW_DOMAIN" && /expir/i.test(refusal.message) ? { ...refusal, reason: "policy" } : refusal;
  }
}

async function adoptRunning(
  api: DomainsApi,
  name: string,
  type: OperationType,
  duplicate: ProviderError,
): Promise<WriteResult> {
  if (!sameWhenRepeated.has(type)) {
    const message = `Another change of this kind is running for ${name}. Nothing was sent for this one; try again soon.`;
    throw new ProviderError(vendor, "rate_limited", message, {
      cause: duplicate,
      vendorCode: "DuplicateRequest",
      retryAfterSeconds: 30,
    });
  }
  const unclear = (cause: unknown) =>
    new ProviderError(
      vendor,
      "ambiguous",
      `AWS says that such a request for ${name} is already running, but it cannot be found. Look before repeating it.`,
      { cause, vendorCode: "DuplicateRequest" },
    );
  const ref = await runningOperation(api, name, type).catch((cause) => {
    throw cause instanceof ProviderError ? unclear(cause) : cause;
  });
  if (ref === null) throw unclear(duplicate);
  return { state: "pending", ref };
}
