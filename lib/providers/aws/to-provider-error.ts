import { ProviderError, type ProviderErrorKind } from "@/lib/kernel/errors";
import { NoReply } from "./request-handler";

/** Error codes of both services that say the same whatever was asked. All other 4xx are refusals of this request. */
const kindByCode: Record<string, ProviderErrorKind> = {
  AccessDenied: "auth",
  AccessDeniedException: "auth",
  UnrecognizedClientException: "auth",
  InvalidClientTokenId: "auth",
  InvalidSignatureException: "auth",
  SignatureDoesNotMatch: "auth",
  IncompleteSignature: "auth",
  MissingAuthenticationToken: "auth",
  MissingAuthenticationTokenException: "auth",
  ExpiredToken: "auth",
  ExpiredTokenException: "auth",
  RequestExpired: "auth",
  OptInRequired: "auth",
  NotAuthorizedException: "auth",
  Throttling: "rate_limited",
  ThrottlingException: "rate_limited",
  ThrottledException: "rate_limited",
  TooManyRequestsException: "rate_limited",
  RequestLimitExceeded: "rate_limited",
  OperationLimitExceeded: "rate_limited",
  PriorRequestNotComplete: "rate_limited",
  TLDInMaintenance: "unavailable",
};

/**
 * What an SDK call threw, in our words. A write without an understandable reply is `ambiguous`; every refusal below 500
 * proves that nothing was done. What neither AWS nor the network threw is returned as it is.
 */
export function toProviderError(
  call: { vendor: string; operation: string; kind: "read" | "write" },
  error: unknown,
): unknown {
  if (!(error instanceof Error)) return error;
  const silent: ProviderErrorKind = call.kind === "write" ? "ambiguous" : "unavailable";
  const outcome = call.kind === "write" ? " It may have been done: look before repeating it." : "";
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (error instanceof NoReply || error.cause instanceof NoReply) {
    return new ProviderError(call.vendor, silent, `AWS gave no reply to ${call.operation}.${outcome}`, {
      cause: error,
    });
  }
  if (status === undefined) return error;
  if (status < 400 || status >= 500) {
    const message = `AWS answered ${call.operation} with a fault (HTTP ${status}).${outcome}`;
    return new ProviderError(call.vendor, silent, message, { cause: error, vendorCode: error.name });
  }
  const kind = kindOf(error.name, status, error.message);
  return new ProviderError(call.vendor, kind, cleanText(messageOf(error)), {
    cause: error,
    vendorCode: error.name,
    ...(kind === "rate_limited" ? { retryAfterSeconds: error.name === "OperationLimitExceeded" ? 60 : 2 } : {}),
  });
}

function kindOf(code: string, status: number, message: string): ProviderErrorKind {
  const known = kindByCode[code];
  if (known) return known;
  if (status === 429 || /^rate exceeded/i.test(message)) return "rate_limited";
  return status === 401 || status === 403 ? "auth" : "rejected";
}

/** InvalidChangeBatch carries its sentences in a list. */
function messageOf(error: Error): string {
  const { messages } = error as { messages?: unknown };
  const listed = Array.isArray(messages) ? messages.filter((entry) => typeof entry === "string").join(" ") : "";
  return listed || error.message;
}

/** Hostile text: one line, no control characters, of bounded length. */
function cleanText(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim()
      .slice(0, 500) || "AWS gave no reason."
  );
}
