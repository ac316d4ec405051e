import type { z } from "zod";
import { ProviderError } from "@/lib/kernel/errors";
import { awsRequestHandler, type RequestHandlerSetup, type WireRequest } from "./request-handler";
import { toProviderError } from "./to-provider-error";

/** Every AWS call of ours is signed for this region: both services live only there. */
export const awsRegion = "us-east-1";

type MiddlewareClient = {
  middlewareStack: {
    // The SDK's own types are a union per service; only these parts are used.
    // biome-ignore lint/suspicious/noExplicitAny: the stack is generic over every input and output of the service
    add(middleware: any, options: { step: "deserialize"; name: string; priority: "low" }): void;
  };
};

/** What both SDK clients are configured with. Reads may be repeated by the SDK; a write goes out once. */
export function awsClientConfig(
  setup: Omit<RequestHandlerSetup, "operationOf"> & { credentials: Record<string, string>; endpoint: string },
) {
  const operations = new WeakMap<WireRequest, string>();
  const { accessKeyId, secretAccessKey } = setup.credentials;
  if (!accessKeyId || !secretAccessKey) {
    throw new ProviderError(setup.provider, "auth", "The access key of the AWS account is missing. Nothing was sent.");
  }
  const config = {
    region: awsRegion,
    endpoint: setup.endpoint,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: awsRequestHandler({ ...setup, operationOf: (request) => operations.get(request) ?? "unknown" }),
    retryMode: "standard",
  };
  /** Lets the request handler know which operation a request belongs to. */
  function naming<C extends MiddlewareClient>(client: C): C {
    type Args = { request: WireRequest };
    const middleware = (next: (args: Args) => unknown, context: { commandName: string }) => (args: Args) => {
      operations.set(args.request, context.commandName.replace(/Command$/, ""));
      return next(args);
    };
    client.middlewareStack.add(middleware, { step: "deserialize", name: "operationName", priority: "low" });
    return client;
  }
  return { reads: { ...config, maxAttempts: 3 }, writes: { ...config, maxAttempts: 1 }, naming };
}

/** Runs one SDK call: failures become ProviderError, and a reply is believed only after its schema accepted it. */
export async function callAws<T>(
  call: { vendor: string; operation: string; kind: "read" | "write" },
  schema: z.ZodType<T>,
  send: () => Promise<unknown>,
): Promise<T> {
  let reply: unknown;
  try {
    reply = await send();
  } catch (error) {
    throw toProviderError(call, error);
  }
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join(".") || "reply").join(", ");
  throw new ProviderError(
    call.vendor,
    call.kind === "write" ? "ambiguous" : "unavailable",
    `AWS answered ${call.operation} with something that cannot be understood (${paths}).`,
    { cause: parsed.error },
  );
}
