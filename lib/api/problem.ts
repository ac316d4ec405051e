import type { FieldErrors } from "@/lib/kernel/errors";

/** Every way in which the REST interface refuses, with its status and what it says of itself in the documentation. */
export const problemKinds = {
  bad_request: { status: 400, title: "The request cannot be understood, or does not fit this name" },
  unauthenticated: { status: 401, title: "The token is missing, wrong, expired or revoked" },
  payment_required: { status: 402, title: "There is no saved card, or it was refused; nothing was charged" },
  forbidden: { status: 403, title: "The token has not the scope, or its maker has not the right" },
  not_found: { status: 404, title: "There is no such thing, or it is not yours" },
  conflict: { status: 409, title: "It does not fit the state that the thing is in" },
  too_large: { status: 413, title: "The body is larger than 1 MB" },
  invalid: { status: 422, title: "Some values are not valid" },
  rate_limited: { status: 429, title: "Too many requests in a minute" },
  internal: { status: 500, title: "An error on our side" },
  provider_failed: { status: 502, title: "A registrar or Stripe did not do its part" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemKind = keyof typeof problemKinds;

/**
 * A refusal with a status that AppError has no word for. `detail` is for people: what happened, what it means for the
 * money, what to do. `payUrl` is where a person can pay instead.
 */
export class ApiRefusal extends Error {
  readonly fields: FieldErrors;
  readonly payUrl: string | undefined;
  constructor(
    readonly kind: ProblemKind,
    detail: string,
    options: { fields?: FieldErrors; payUrl?: string } = {},
  ) {
    super(detail);
    this.name = "ApiRefusal";
    this.fields = options.fields ?? {};
    this.payUrl = options.payUrl;
  }
}
