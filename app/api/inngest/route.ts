import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { inngestClient } from "@/inngest/client";
import { functionsOf } from "@/inngest/functions";
import { env } from "@/lib/kernel/env";

export const runtime = "nodejs";

type Handlers = ReturnType<typeof serve>;

let handlers: Handlers | undefined;

/** Where an Inngest server calls the functions. With the embedded engine nobody does, and there is nothing here. */
function handle(method: keyof Handlers) {
  return (request: NextRequest, context: unknown) => {
    if (env().INNGEST_ENGINE === "embedded") return new Response(null, { status: 404 });
    const client = inngestClient();
    handlers ??= serve({ client, functions: functionsOf(client) });
    return handlers[method](request, context);
  };
}

export const GET = handle("GET");
export const POST = handle("POST");
export const PUT = handle("PUT");
