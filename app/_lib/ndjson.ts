import { log } from "@/lib/kernel/log";

/**
 * One JSON line an event, written as the reader takes them. What fails before the first event is thrown, so that it gets
 * a status of its own; what fails later ends the stream. `over` is aborted when the reader goes.
 */
export async function ndjson(
  events: AsyncGenerator<unknown>,
  over: AbortController,
  requestId: string,
): Promise<Response> {
  const text = new TextEncoder();
  const line = (event: unknown) => text.encode(`${JSON.stringify(event)}\n`);
  const first = await events.next();
  let gone = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(line(first.value));
    },
    async pull(controller) {
      try {
        const { done, value } = await events.next();
        if (done) controller.close();
        else controller.enqueue(line(value));
      } catch (error) {
        // Nobody is left to tell, and a closed stream cannot be closed.
        if (gone) return;
        log.error("a stream broke off", { requestId, error });
        controller.error(error);
      }
    },
    async cancel() {
      gone = true;
      over.abort();
      await events.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "private, no-store",
      "x-accel-buffering": "no",
    },
  });
}
