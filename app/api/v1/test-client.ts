import { createToken } from "@/lib/api/create-token";
import type { Endpoint } from "@/lib/api/endpoint";
import { type ApiScope, apiScopes } from "@/lib/api/scopes";
import type { Clock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { serve } from "./serve";

export type Call = {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
};
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** A program of a member, with all scopes unless said otherwise; it speaks to the handlers that Next would call. */
export async function apiClient(ctx: Ctx, clock: Clock, scopes: readonly ApiScope[] = apiScopes) {
  const { secret } = await createToken(ctx, { name: "Test program", scopes, lifeDays: "never" });
  return async (endpoint: Endpoint, { params = {}, query = "", body, headers = {} }: Call = {}): Promise<Answer> => {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
    const request = new Request(`https://shop.test/api/v1${path}${query}`, {
      method: endpoint.method,
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await serve(endpoint, clock)(request, {
      params: Promise.resolve(endpoint.path.includes("{") ? params : undefined),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
  };
}
