import { publicError } from "@/app/_lib/public-error";
import type { ApiAnswer } from "@/lib/api/answer-once";
import { ApiRefusal, type ProblemKind, problemKinds } from "@/lib/api/problem";
import type { AppErrorCode } from "@/lib/kernel/errors";

const kindByCode: Record<AppErrorCode, ProblemKind> = {
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  not_found: "not_found",
  invalid: "invalid",
  conflict: "conflict",
  limit_reached: "too_large",
  rate_limited: "rate_limited",
  provider_failed: "provider_failed",
  internal: "internal",
};

/** Whatever was thrown, as a problem of RFC 9457. */
export function problemAnswer(error: unknown, requestId: string, where: string): ApiAnswer {
  if (error instanceof ApiRefusal) {
    const { kind, message, fields, payUrl } = error;
    return problem(kind, requestId, { detail: message, fields, payUrl });
  }
  const { code, message, fields, retryAfterSeconds } = publicError(error, requestId, `/api/v1${where}`);
  return problem(kindByCode[code], requestId, { detail: message, fields: asSent(fields), retryAfterSeconds });
}

/** The verbs name fields as our own forms do. */
function asSent(fields: Record<string, string>): Record<string, string> {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(fields).map(([name, message]) => [snake(name), message]));
}

function problem(
  kind: ProblemKind,
  requestId: string,
  said: { detail: string; fields: Record<string, string>; payUrl?: string; retryAfterSeconds?: number | null },
): ApiAnswer {
  const { status, title } = problemKinds[kind];
  const errors = Object.entries(said.fields).map(([field, message]) => ({ field, message }));
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (kind === "unauthenticated") headers["www-authenticate"] = 'Bearer realm="Nameplate"';
  if (said.retryAfterSeconds) headers["retry-after"] = String(said.retryAfterSeconds);
  const body = {
    type: `/api/docs#${kind}`,
    title,
    status,
    code: kind,
    detail: said.detail,
    request_id: requestId,
    ...(errors.length > 0 && { errors }),
    ...(said.payUrl && { pay_url: said.payUrl }),
  };
  return { status, body, headers };
}
