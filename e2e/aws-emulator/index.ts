import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, SECOND, systemClock } from "@/lib/kernel/clock";
import { AwsFault } from "./aws-fault";
import { accessKeyId, checkSignature, secretAccessKey } from "./check-signature";
import { domainsOperations } from "./domains-operations";
import { DomainsWorld } from "./domains-world";
import { dnsNamespace, readRestInput } from "./rest-input";
import { checkInput, checkOutput, loadModel } from "./smithy-model";
import { writeXml } from "./xml";
import { zonesOperations } from "./zones-operations";
import { ZonesWorld } from "./zones-world";

/** How the next calls of one operation are mistreated. After the first two the work is done; the others do nothing. */
export type AwsMishap =
  | "lost_reply"
  | "garbage"
  | "dropped"
  | "server_error"
  | "unauthorised"
  | "rate_limited"
  | { code: string; message: string; status?: number };

export type AwsRequest = { service: "route53domains" | "route53"; operation: string; input: Record<string, unknown> };

export type AwsEmulator = Awaited<ReturnType<typeof startAwsEmulator>>;

export type AwsEmulatorOptions = { clock?: Clock; operationDelayMs?: number; changeDelayMs?: number };

/**
 * Route 53 Domains and Route 53 over real HTTP on one loopback address, with one account between them. Each request is
 * checked for its signature and, where the published service models are at hand, against those; what breaks a model is
 * refused and kept in `violations`.
 */
export async function startAwsEmulator(options: AwsEmulatorOptions = {}) {
  const clock = options.clock ?? systemClock;
  const zones = new ZonesWorld(clock, options.changeDelayMs ?? 20 * SECOND);
  const domains = new DomainsWorld(clock, zones, options.operationDelayMs ?? 30 * SECOND);
  const models = { route53domains: loadModel("route53domains"), route53: loadModel("route53") };
  const requests: AwsRequest[] = [];
  const violations: string[] = [];
  const mishaps = new Map<string, { mishap: AwsMishap; times: number }>();

  function takeMishap(operation: string): AwsMishap | undefined {
    const planned = mishaps.get(operation);
    if (!planned || planned.times <= 0) return undefined;
    planned.times -= 1;
    return planned.mishap;
  }

  function refuseViolations(service: AwsRequest["service"], found: string[]): void {
    if (found.length === 0) return;
    violations.push(...found.map((problem) => `${service}: ${problem}`));
    throw new AwsFault(service === "route53" ? "InvalidInput" : "SerializationException", found.join("; "));
  }

  function checkReply(service: AwsRequest["service"], operation: string, reply: unknown): void {
    const model = models[service];
    // What the wire would carry: dates as text, and no undefined members.
    const found = model ? checkOutput(model, operation, JSON.parse(JSON.stringify(reply))) : [];
    violations.push(...found.map((problem) => `${service} reply: ${problem}`));
  }

  async function answerDomains(request: IncomingMessage, body: string): Promise<Reply> {
    const operation = /^Route53Domains_v20140515\.(\w+)$/.exec(String(request.headers["x-amz-target"]))?.[1] ?? "";
    return answer("route53domains", operation, jsonReply, async () => {
      requireSignature(request, body, "route53domains", "InvalidSignatureException");
      const handler = domainsOperations[operation];
      if (!handler) throw new AwsFault("UnknownOperationException", `There is no operation ${operation}.`);
      if (request.method !== "POST" || request.headers["content-type"] !== "application/x-amz-json-1.1")
        throw new AwsFault("SerializationException", "The request is no JSON 1.1 call.");
      const input = JSON.parse(body) as Record<string, unknown>;
      requests.push({ service: "route53domains", operation, input });
      if (models.route53domains)
        refuseViolations("route53domains", checkInput(models.route53domains, operation, input));
      return { run: () => handler(domains, input), status: 200 };
    });
  }

  async function answerZones(request: IncomingMessage, body: string): Promise<Reply> {
    // A registration that came to its end has made its zone.
    domains.settle();
    const url = new URL(request.url ?? "/", "http://emulator");
    const operation = zonesOperations.find(
      (candidate) => candidate.method === request.method && candidate.path.test(url.pathname),
    );
    const name = operation?.name ?? "unknown";
    return answer("route53", name, xmlReply, async () => {
      requireSignature(request, body, "route53", "SignatureDoesNotMatch");
      if (!operation) throw new AwsFault("UnknownOperationException", `${request.method} ${url.pathname}`, 404);
      const { input, problems } = readRestInput(operation, request.method ?? "", url, body, models.route53);
      requests.push({ service: "route53", operation: name, input });
      refuseViolations("route53", problems);
      return { run: () => operation.handle(zones, input), status: operation.status };
    });
  }

  async function answer(
    service: AwsRequest["service"],
    operation: string,
    reply: (operation: string, status: number, value: unknown) => Reply,
    prepare: () => Promise<{ run: () => unknown; status: number }>,
  ): Promise<Reply> {
    const mishap = takeMishap(operation);
    try {
      if (mishap === "unauthorised") throw refusal(service, mishap);
      const { run, status } = await prepare();
      if (mishap === "dropped") return "hang_up";
      const refused = mishap && refusal(service, mishap);
      if (refused) throw refused;
      const work = Promise.resolve().then(run);
      if (mishap === "lost_reply" || mishap === "garbage") {
        await work.catch(() => {});
        return mishap === "garbage" ? { status: 200, type: "text/html", body: "<html><body>It works!" } : "hang_up";
      }
      const value = await work;
      checkReply(service, operation, value);
      return reply(operation, status, value);
    } catch (error) {
      if (error instanceof AwsFault) return reply(operation, error.status, error);
      violations.push(`${service} ${operation}: ${String(error)}`);
      return reply(operation, 400, new AwsFault("SerializationException", String(error)));
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const isDomains = request.headers["x-amz-target"] !== undefined;
    const reply = await (isDomains ? answerDomains(request, body) : answerZones(request, body));
    if (reply === "hang_up") return void request.socket.destroy();
    response.writeHead(reply.status, { "content-type": reply.type, "x-amzn-requestid": "emulated", ...reply.headers });
    response.end(reply.body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    /** The base URL of both services. */
    url: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId, secretAccessKey },
    clock,
    domains,
    zones,
    /** Every request that carried a right signature, as decoded. */
    requests,
    /** What broke a service model, in requests and in the emulator's own replies. */
    violations,
    /** Whether the published models were there to check against. */
    checksModels: models.route53domains !== null && models.route53 !== null,
    fail(operation: string, mishap: AwsMishap, times = 1): void {
      mishaps.set(operation, { mishap, times });
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The error that a mishap answers with instead of doing anything; undefined for those that do the work. */
function refusal(service: AwsRequest["service"], mishap: AwsMishap): AwsFault | undefined {
  if (typeof mishap === "object") return new AwsFault(mishap.code, mishap.message, mishap.status);
  const isDns = service === "route53";
  if (mishap === "unauthorised") {
    const code = isDns ? "InvalidClientTokenId" : "UnrecognizedClientException";
    return new AwsFault(code, "The security token included in the request is invalid.", isDns ? 403 : 400);
  }
  if (mishap === "server_error") return new AwsFault("InternalFailure", "An internal error occurred.", 500);
  if (mishap === "rate_limited") return new AwsFault(isDns ? "Throttling" : "ThrottlingException", "Rate exceeded");
  return undefined;
}

type Reply = "hang_up" | { status: number; type: string; body: string; headers?: Record<string, string> };

function requireSignature(request: IncomingMessage, body: string, service: string, code: string): void {
  const problem = checkSignature(request, body, service);
  if (problem) throw new AwsFault(code, `The request signature does not match: ${problem}.`, 403);
}

function jsonReply(_operation: string, status: number, value: unknown): Reply {
  const type = "application/x-amz-json-1.1";
  if (!(value instanceof AwsFault)) return { status, type, body: JSON.stringify(value) };
  const body = JSON.stringify({ __type: `com.amazonaws.route53domains#${value.code}`, message: value.message });
  return { status, type, body };
}

function xmlReply(operation: string, status: number, value: unknown): Reply {
  if (value instanceof AwsFault) {
    const error = { Error: { Type: "Sender", Code: value.code, Message: value.message }, RequestId: "emulated" };
    return { status, type: "text/xml", body: writeXml("ErrorResponse", error, dnsNamespace) };
  }
  const { Location, ...members } = value as { Location?: string };
  const headers: Record<string, string> = Location ? { location: Location } : {};
  return { status, type: "text/xml", body: writeXml(`${operation}Response`, members, dnsNamespace), headers };
}
