import { createServer, type Server } from "node:http";
import type { Clock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { AppError } from "@/lib/kernel/errors";
import { receivePaymentEvent } from "@/lib/orders/receive-payment-event";
import { Crash } from "./fault-injector";

type Delivery = { body: string; signature: string };

/** The product's webhook route on a port of its own, as a part of the process that can crash. */
export async function serveWebhooks(
  clock: Clock,
  deliveries: Delivery[],
  inProcess: <T>(work: () => T) => T,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const signature = String(request.headers["stripe-signature"] ?? "");
    deliveries.push({ body, signature });
    try {
      const ctx = jobCtx("stripe-webhook", clock);
      await inProcess(() => receivePaymentEvent(ctx, { rawBody: body, signature }));
      response.writeHead(200).end();
    } catch (error) {
      if (error instanceof Crash) response.destroy();
      else response.writeHead(error instanceof AppError ? 400 : 500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
