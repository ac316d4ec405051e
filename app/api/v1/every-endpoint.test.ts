import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember } from "@/db/factories";
import { apiTokens, auditLog } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { allEndpoints } from "@/lib/api/all-endpoints";
import { revokeToken } from "@/lib/api/revoke-token";
import { type ApiScope, apiScopes } from "@/lib/api/scopes";
import { systemClock } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { apiClient } from "./test-client";

useTestDatabase();

/** An address that fits the path, of a thing that nobody has. */
function absent(path: string): Record<string, string> {
  if (path.includes("{name}")) return { name: "nobody-has-this.com" };
  return path.includes("{id}") ? { id: newId(path.startsWith("/invoices") ? "invoice" : "order") } : {};
}
const named = allEndpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const);
const queries: Record<string, string> = { searchDomains: "?q=anvil" };
const bodies: Record<string, unknown> = {
  setAutoRenew: { auto_renew: true },
  correctTransferCode: { auth_code: "a-code-of-its-own" },
};

describe.each(named)("%s", (_, endpoint) => {
  const call = {
    params: absent(endpoint.path),
    query: queries[endpoint.id] ?? "",
    body: endpoint.body ? (bodies[endpoint.id] ?? endpoint.example) : undefined,
  };

  it("is closed to a token with every scope but its own", async () => {
    const { ctx } = await makeMember();
    const others = apiScopes.filter((scope): scope is ApiScope => scope !== endpoint.scope);
    const ask = await apiClient(ctx, systemClock, others);
    const answer = await ask(endpoint, call);
    expect(answer.body).toMatchObject({ status: 403, code: "forbidden" });
    expect(answer.headers.get("www-authenticate")).toContain(endpoint.scope);
  });

  it("is closed to no token, to a session's cookie and to a token that was revoked", async () => {
    const { ctx, merchant } = await makeMember();
    const ask = await apiClient(ctx, systemClock);
    for (const cookie of ["", "nameplate.session=anything; __Host-nameplate.session=anything"]) {
      const headers = { authorization: "", cookie };
      expect((await ask(endpoint, { ...call, headers })).status).toBe(401);
    }
    const [token] = (await db().select().from(apiTokens)).filter((row) => row.merchantId === merchant.id);
    await revokeToken(ctx, { tokenId: token?.id ?? "" });
    expect((await ask(endpoint, call)).status).toBe(401);
  });

  it("answers what is nobody's as what is not there, and writes down that it was asked when it could change something", async () => {
    const { ctx, merchant } = await makeMember();
    const ask = await apiClient(ctx, systemClock, [endpoint.scope]);
    const { status } = await ask(endpoint, call);
    const isList = endpoint.method === "GET" && !endpoint.path.includes("{");
    // A transfer is of a name that nobody has here; it fails at the ending, which is not sold in an empty platform.
    expect(status).toBe(isList ? 200 : endpoint.id === "createTransfer" ? 422 : 404);
    const asked = (await db().select().from(auditLog)).filter(
      (row) => row.merchantId === merchant.id && row.action === "api.asked",
    );
    expect(asked).toHaveLength(endpoint.method === "GET" ? 0 : 1);
  });
});
