import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { type Inngest, InngestCommHandler, type InngestFunction } from "inngest";
import { systemClock } from "@/lib/kernel/clock";

export type SdkRequest = {
  method: "POST" | "PUT";
  query: Record<string, string>;
  body: object;
  headers?: Record<string, string>;
};
export type SdkResponse = { status: number; headers: Record<string, string>; body: string };
export type CallFunctions = (request: SdkRequest) => Promise<SdkResponse>;

/**
 * The SDK's serve handler, called in process: the protocol and the signatures of the HTTP one, without sockets.
 * Signatures carry the wall clock, not the injected one: the SDK compares them with its own.
 */
export function callFunctions(client: Inngest, functions: InngestFunction.Any[], signingKey: string): CallFunctions {
  type Call = SdkRequest & { sent: Record<string, string> };
  const handle = new InngestCommHandler({
    frameworkName: "nameplate",
    client,
    functions,
    handler: (call: Call) => ({
      body: () => call.body,
      headers: (key: string) => call.sent[key.toLowerCase()] ?? null,
      method: () => call.method,
      url: () => serveUrl,
      queryString: (key: string) => call.query[key],
      transformResponse: (response: SdkResponse) => response,
    }),
  }).createHandler() as (call: Call) => Promise<SdkResponse>;

  const key = signingKey.replace(/^signkey-\w+-/, "");
  return (request) => {
    const seconds = String(Math.floor(systemClock.now().getTime() / 1000));
    const digest = createHmac("sha256", key)
      .update(`${canonicalize(request.body)}${seconds}`)
      .digest("hex");
    return handle({
      ...request,
      sent: {
        host: serveUrl.host,
        "content-type": "application/json",
        "x-inngest-signature": `t=${seconds}&s=${digest}`,
        "x-inngest-req-version": "2",
        ...request.headers,
      },
    });
  };
}

const serveUrl = new URL("http://127.0.0.1/api/inngest");
