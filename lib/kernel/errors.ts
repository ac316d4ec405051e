/** What went wrong, as far as a caller can act on it. Each code maps to one HTTP status in app/_lib. */
export type AppErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "conflict"
  | "limit_reached"
  | "rate_limited"
  | "provider_failed"
  | "internal";

/** Messages by field name; the key "form" is for what belongs to no single field. */
export type FieldErrors = Record<string, string>;

/**
 * A refusal that a person may read. `message` says what happened, what it means for the money, and what to do;
 * `fields` carries messages by field for forms. The cause stays in the log.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: FieldErrors | undefined;
  constructor(code: AppErrorCode, message: string, options: { cause?: unknown; fields?: FieldErrors } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = options.fields;
  }
}

/**
 * How a vendor failed. `ambiguous` means that a write may have happened: read before any retry (R3, R4).
 * `rejected` is final for this request; `insufficient_funds` is about the platform's balance, never the merchant's fault.
 */
export type ProviderErrorKind =
  | "auth"
  | "rate_limited"
  | "unavailable"
  | "rejected"
  | "not_found"
  | "unsupported"
  | "insufficient_funds"
  | "ambiguous";

export class ProviderError extends Error {
  readonly vendor: string;
  readonly kind: ProviderErrorKind;
  readonly retryAfterSeconds: number | undefined;
  /** The vendor's own code, for admins. */
  readonly vendorCode: string | undefined;
  constructor(
    vendor: string,
    kind: ProviderErrorKind,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number; vendorCode?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ProviderError";
    this.vendor = vendor;
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.vendorCode = options.vendorCode;
  }
}

export function notFound(what: string): AppError {
  return new AppError("not_found", `There is no such ${what}. Check the address, or go back to the list.`);
}
