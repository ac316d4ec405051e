import { beforeEach } from "vitest";
import { z } from "zod";
import { makeMember } from "@/db/factories";
import { createToken } from "@/lib/api/create-token";
import { endpoint } from "@/lib/api/endpoint";
import type { ApiScope } from "@/lib/api/scopes";
import { ManualClock } from "@/lib/kernel/clock";
import { type Ctx, requireWriter } from "@/lib/kernel/context";
import { serve } from "./serve";

export type Sent = {
  token?: string | null;
  key?: string;
  body?: unknown;
  raw?: string;
  query?: string;
  name?: string;
  headers?: Record<string, string>;
};

/** A write that counts how often it was done and refuses as it is told, a read beside it, and a member with a token for both. */
export class Painter {
  clock = new ManualClock();
  member!: Awaited<ReturnType<typeof makeMember>>;
  secret = "";
  tokenId = "";
  done = 0;
  refusal: Error | null = null;
  gate: Promise<void> | null = null;

  readonly paint = endpoint({
    id: "paint",
    method: "POST",
    path: "/things/{name}/paint",
    tag: "Domains",
    summary: "Paint a thing",
    scope: "domains:write",
    params: z.strictObject({ name: z.string().regex(/^[a-z]+$/) }),
    query: z.strictObject({ coats: z.coerce.number().int().max(3).default(1) }),
    body: z.strictObject({ colour: z.enum(["red", "blue"]), note: z.string().max(5).optional() }),
    responses: {
      201: { description: "Painted.", body: z.object({ times: z.int(), merchant: z.string().nullable() }) },
    },
    handler: async (ctx) => {
      requireWriter(ctx);
      this.done += 1;
      const times = this.done;
      await this.gate;
      if (this.refusal) throw this.refusal;
      const hidden = { password_hash: "never" };
      return { status: 201, body: { times, merchant: ctx.merchantId, ...hidden }, location: "/things/1" };
    },
  });

  readonly see = endpoint({
    id: "see",
    method: "GET",
    path: "/things",
    tag: "Domains",
    summary: "See",
    scope: "domains:write",
    responses: { 200: { description: "Seen.", body: z.object({ ok: z.boolean() }) } },
    handler: async () => ({ status: 200, body: { ok: true } }),
  });

  tokenOf(ctx: Ctx, scopes: ApiScope[] = ["domains:write"], lifeDays = "30") {
    return createToken(ctx, { name: "Shop robot", scopes, lifeDays });
  }

  async send(sent: Sent = {}) {
    const { token = this.secret, key, body = { colour: "red" }, raw, query = "", name = "wall", headers = {} } = sent;
    const request = new Request(`https://shop.test/api/v1/things/${name}/paint${query}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { "idempotency-key": key }),
        ...headers,
      },
      body: raw ?? JSON.stringify(body),
    });
    const response = await serve(this.paint, this.clock)(request, { params: Promise.resolve({ name }) });
    const { status } = response;
    return { status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  }

  async look(token = this.secret) {
    const request = new Request("https://shop.test/api/v1/things", { headers: { authorization: `Bearer ${token}` } });
    return serve(this.see, this.clock)(request, { params: Promise.resolve(undefined) });
  }
}

/** A new one, with a new member, before each test of the file. */
export function usePainter(): Painter {
  const painter = new Painter();
  beforeEach(async () => {
    painter.clock = new ManualClock();
    painter.member = await makeMember({ clock: painter.clock });
    const { secret, id } = await painter.tokenOf(painter.member.ctx);
    Object.assign(painter, { secret, tokenId: id, done: 0, refusal: null, gate: null });
  });
  return painter;
}
