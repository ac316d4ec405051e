import { systemClock } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { newId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import { unsubscribe } from "@/lib/notices/unsubscribe";

/** The one request by which a mail program stops a kind of mail (RFC 8058): signed by its address, from any origin. */
export async function POST(_request: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const ctx: Ctx = { actor: { kind: "visitor" }, merchantId: null, clock: systemClock, requestId: newId("request") };
  try {
    await unsubscribe(ctx, { token: (await params).token });
    return new Response(null, { status: 204 });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: 404 });
    log.error("a mail could not be stopped", { error, requestId: ctx.requestId });
    return new Response(null, { status: 500 });
  }
}
