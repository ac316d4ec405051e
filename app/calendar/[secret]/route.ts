import { createHash } from "node:crypto";
import { z } from "zod";
import { route } from "@/app/_lib/route";
import { merchantCalendar } from "@/lib/notices/merchant-calendar";

/** A merchant's calendar for calendar programs, which cannot sign in: the address is the secret. */
export const GET = route(
  { input: z.object({ secret: z.string().max(100) }) },
  async (_ctx, { secret }, { request }) => {
    const text = await merchantCalendar(secret);
    const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 24)}"`;
    const headers = { etag, "cache-control": "private, max-age=3600", "referrer-policy": "no-referrer" };
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
    return new Response(text, {
      headers: {
        ...headers,
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'inline; filename="names.ics"',
      },
    });
  },
);
