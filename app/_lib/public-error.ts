import { RateLimited } from "@/lib/identity/rate-limit";
import {
  AppError,
  type AppErrorCode,
  type FieldErrors,
  ProviderError,
  type ProviderErrorKind,
} from "@/lib/kernel/errors";
import { log } from "@/lib/kernel/log";

/** An error as it leaves the house: sentences for people, never a vendor's words, a stack or a secret. */
export type PublicError = {
  code: AppErrorCode;
  message: string;
  fields: FieldErrors;
  retryAfterSeconds: number | null;
};

const providerSentences: Record<ProviderErrorKind, string> = {
  auth: "A service that we need refuses our access. Nothing was charged for this step. We have been told; try again later.",
  rate_limited:
    "A service that we need asks us to slow down. Nothing was charged for this step. Try again in a minute.",
  unavailable: "A service that we need does not answer. Nothing was charged for this step. Try again in a minute.",
  rejected: "A service that we need refused this. Nothing was charged for this step. Check what you entered.",
  not_found: "A service that we need does not know this. Nothing was charged for this step. Reload the page.",
  unsupported: "The registrar of this name cannot do this. Nothing was charged for this step.",
  insufficient_funds: "We cannot do this just now, for a reason on our side. Nothing was charged for this step.",
  ambiguous:
    "A service broke off in the middle of this. We look whether it was done before anything is repeated, and nothing is charged twice. Reload the page in a minute.",
};

/** Maps whatever was thrown, and writes what is not meant for people to the log under the request's id. */
export function publicError(error: unknown, requestId: string, where: string): PublicError {
  if (error instanceof AppError) {
    const retryAfterSeconds = error instanceof RateLimited ? error.retryAfterSeconds : null;
    if (error.cause || error.code === "internal")
      log.warn("refused", { requestId, where, code: error.code, cause: error.cause });
    return { code: error.code, message: error.message, fields: error.fields ?? {}, retryAfterSeconds };
  }
  if (error instanceof ProviderError) {
    log.warn("provider failed", {
      requestId,
      where,
      vendor: error.vendor,
      kind: error.kind,
      vendorCode: error.vendorCode,
      error,
    });
    const retryAfterSeconds = error.retryAfterSeconds ?? null;
    return { code: "provider_failed", message: providerSentences[error.kind], fields: {}, retryAfterSeconds };
  }
  log.error("unexpected error", { requestId, where, error });
  return {
    code: "internal",
    message: `This could not be finished because of an error on our side. An order's page shows all that was charged, if anything was. Try again; if it happens again, tell us this number: ${requestId}.`,
    fields: {},
    retryAfterSeconds: null,
  };
}
