import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LostConnection } from "./lost-connection";

export type Handle = (request: Request) => Promise<Response>;
export type HttpListener = { port: number; close(): Promise<void> };

const bodyLimitBytes = 2_000_000;

/** Serves a Request → Response function over HTTP. Port 0 takes a free one. */
export async function serveHttp(handle: Handle, options: { host: string; port: number }): Promise<HttpListener> {
  const server = createServer((incoming, outgoing) => {
    answer(handle, incoming, outgoing).catch((error: unknown) => {
      if (!(error instanceof LostConnection)) console.error("sandbox:", error);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(handle: Handle, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { connection: "close" }).end();
    return;
  }
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const response = await handle(toRequest(incoming, body, gone.signal));
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  outgoing.writeHead(response.status, headers);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming) {
    size += (part as Buffer).length;
    if (size > bodyLimitBytes) return null;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

function toRequest(incoming: IncomingMessage, body: Buffer, signal: AbortSignal): Request {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2)
    headers.append(incoming.rawHeaders[i] ?? "", incoming.rawHeaders[i + 1] ?? "");
  const path = incoming.url?.startsWith("/") ? incoming.url : "/";
  const bare = method === "GET" || method === "HEAD" || body.length === 0;
  return new Request(`http://${incoming.headers.host ?? "localhost"}${path}`, {
    method,
    headers,
    signal,
    ...(bare ? {} : { body: new Uint8Array(body) }),
  });
}
