import type { Sql, TransactionSql } from "postgres";
import { ApiFailure, invalidRequest } from "./api-failure";
import type { FaultMode } from "./control";
import { expandObject } from "./expand";
import { parseForm } from "./form";
import { claimKey, fingerprint, type StoredReply, storeReply } from "./idempotency";
import { KeptFailure, type Route } from "./route";
import { findRoute } from "./routes";
import { apiVersion, openStore } from "./store";
import { newStripeId } from "./stripe-id";

export type ApiContext = {
  sql: Sql;
  nowMs: number;
  sandboxUrl: string;
  secretKey: string | undefined;
  /** How this call is to fail, if it is. */
  fault: FaultMode | undefined;
};

type Incoming = { method: string; path: string; form: string; key: string | null; requestId: string };

const serverError = { error: { type: "api_error", message: "An unknown error occurred (played by the sandbox)." } };

function maskKey(key: string): string {
  return key.length < 20 ? "*".repeat(8) : `${key.slice(0, 8)}${"*".repeat(8)}${key.slice(-4)}`;
}

function assertKey(authorization: string | null, secretKey: string | undefined): void {
  const basic = authorization?.startsWith("Basic ") ? atob(authorization.slice(6)).replace(/:$/, "") : undefined;
  const key = basic ?? authorization?.replace(/^Bearer /, "");
  if (!key)
    throw invalidRequest(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      {},
      401,
    );
  if (secretKey === undefined ? !/^(sk|rk)_test_/.test(key) : key !== secretKey)
    throw invalidRequest(`Invalid API Key provided: ${maskKey(key)}`, {}, 401);
}

function assertVersion(version: string | null): void {
  if (version !== null && version !== apiVersion)
    throw invalidRequest(`Invalid Stripe API version: ${version}. This sandbox speaks ${apiVersion} only.`);
}

/** Runs the handler within a savepoint: a refusal undoes what it wrote, a declined card keeps it. */
async function execute(
  tx: TransactionSql,
  context: ApiContext,
  incoming: Incoming,
  found: { route: Route; id: string },
) {
  const form = parseForm(incoming.form);
  const params = found.route.read(form);
  const cause = { nowMs: context.nowMs, requestId: incoming.requestId, idempotencyKey: incoming.key };
  return async (): Promise<{ status: number; body: string }> => {
    try {
      return await tx.savepoint(async (inner) => {
        const store = openStore(inner as unknown as TransactionSql, cause);
        const result = await found.route.run({ store, id: found.id, sandboxUrl: context.sandboxUrl }, params);
        if (result instanceof KeptFailure)
          return { status: result.status, body: JSON.stringify({ error: result.error }, null, 2) };
        const expand = Array.isArray(form.expand) ? form.expand.map(String) : [];
        return { status: 200, body: JSON.stringify(await expandObject(store, result, expand), null, 2) };
      });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return { status: error.status, body: JSON.stringify({ error: error.body }, null, 2) };
    }
  };
}

async function answer(
  tx: TransactionSql,
  context: ApiContext,
  incoming: Incoming,
  found: { route: Route; id: string },
): Promise<{ reply: StoredReply; isReplayed: boolean }> {
  const run = await execute(tx, context, incoming, found);
  const { key, requestId } = incoming;
  if (!key || incoming.method !== "POST") return { reply: { ...(await run()), requestId }, isReplayed: false };
  const print = fingerprint(incoming.method, incoming.path, incoming.form);
  const stored = await claimKey(tx, key, print, context.nowMs);
  if (stored) return { reply: stored, isReplayed: true };
  const stored500 = { status: 500, body: JSON.stringify(serverError) };
  const result = context.fault === "500-stored" ? stored500 : await run();
  const reply = { ...(context.fault === "500-stored-after-effect" ? stored500 : result), requestId };
  await storeReply(tx, key, print, reply, context.nowMs);
  return { reply, isReplayed: false };
}

/** One call of the API: key, version, parameters, idempotency, effect and reply. One transaction, one instant. */
export async function handleApi(
  context: ApiContext,
  request: Request,
  path: string,
  search: string,
): Promise<Response> {
  const requestId = newStripeId("req", 14);
  const key = request.headers.get("idempotency-key");
  const headers = new Headers({
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    "request-id": requestId,
    "stripe-version": request.headers.get("stripe-version") ?? apiVersion,
    ...(key ? { "idempotency-key": key } : {}),
  });
  try {
    assertKey(request.headers.get("authorization"), context.secretKey);
    assertVersion(request.headers.get("stripe-version"));
    const { method } = request;
    if (context.fault === "429")
      throw new ApiFailure(429, {
        type: "invalid_request_error",
        code: "rate_limit",
        message: "Request rate limit exceeded. Learn more about rate limits at https://stripe.com/docs/rate-limits.",
      });
    if (context.fault === "500") return Response.json(serverError, { status: 500, headers });
    const found = findRoute(method, path);
    if (!found)
      throw invalidRequest(`Unrecognized request URL (${method}: ${path}). The sandbox does not have it.`, {}, 404);
    const form = method === "POST" ? await request.text() : search.replace(/^\?/, "");
    const { reply, isReplayed } = await context.sql.begin((tx) =>
      answer(tx, context, { method, path, form, key, requestId }, found),
    );
    if (key) headers.set("original-request", reply.requestId);
    if (isReplayed) headers.set("idempotent-replayed", "true");
    if (key) headers.set("stripe-should-retry", "false");
    return new Response(reply.body, { status: reply.status, headers });
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.status === 409) headers.set("stripe-should-retry", "true");
    return Response.json({ error: error.body }, { status: error.status, headers });
  }
}
