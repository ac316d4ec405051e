import { refuseLarge } from "@/app/_lib/read-json";
import { systemClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { log } from "@/lib/kernel/log";
import { isReportsSecret } from "@/lib/notices/delivery-setup";
import { recordDelivery } from "@/lib/notices/record-delivery";

/** What a mail server reports of mail that it was given (RFC 3464), as it came; the address is the secret. */
export async function POST(request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> {
  if (!isReportsSecret((await params).secret)) return new Response(null, { status: 404 });
  const ctx = jobCtx("delivery-report", systemClock);
  try {
    refuseLarge(request.headers);
    const known = await recordDelivery(ctx, { message: await request.text() });
    return Response.json({ known });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: 413 });
    log.error("a delivery report could not be stored", { error, requestId: ctx.requestId });
    return new Response(null, { status: 500 });
  }
}
