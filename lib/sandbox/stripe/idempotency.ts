import { createHash } from "node:crypto";
import type { TransactionSql } from "postgres";
import { ApiFailure, invalidRequest } from "./api-failure";

export type StoredReply = { status: number; body: string; requestId: string };

/** Stripe may forget a key once it is this old; the sandbox always does. */
export const keyLifeMs = 24 * 3_600_000;

/** Two requests are the same when method, path and parameters are. */
export function fingerprint(method: string, path: string, form: string): string {
  const pairs = [...new URLSearchParams(form)].map((pair) => JSON.stringify(pair)).sort();
  return createHash("sha256")
    .update(`${method} ${path}\n${pairs.join("\n")}`)
    .digest("hex");
}

/**
 * Takes the key for the rest of the transaction and looks whether it was answered before. The answer is stored in the same
 * transaction as the effect, so a process that dies in between leaves neither.
 */
export async function claimKey(
  tx: TransactionSql,
  key: string,
  print: string,
  nowMs: number,
): Promise<StoredReply | undefined> {
  if (key.length > 255)
    throw invalidRequest("Idempotency keys must be at most 255 characters.", { type: "idempotency_error" });
  const [lock] = await tx<{ taken: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`sandbox-stripe:${key}`}, 0)) as taken`;
  if (!lock?.taken)
    throw new ApiFailure(409, {
      type: "idempotency_error",
      code: "idempotency_key_in_use",
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    });
  await tx`delete from sandbox.stripe_idempotency where key = ${key} and created_ms <= ${nowMs - keyLifeMs}`;
  const [stored] = await tx<{ fingerprint: string; status: number; body: string; request_id: string }[]>`
    select fingerprint, status, body, request_id from sandbox.stripe_idempotency where key = ${key}`;
  if (!stored) return undefined;
  if (stored.fingerprint !== print)
    throw invalidRequest(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      { type: "idempotency_error" },
    );
  return { status: stored.status, body: stored.body, requestId: stored.request_id };
}

export async function storeReply(
  tx: TransactionSql,
  key: string,
  print: string,
  reply: StoredReply,
  nowMs: number,
): Promise<void> {
  await tx`insert into sandbox.stripe_idempotency (key, fingerprint, status, body, request_id, created_ms)
    values (${key}, ${print}, ${reply.status}, ${reply.body}, ${reply.requestId}, ${nowMs})`;
}
