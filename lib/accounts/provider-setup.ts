import type { Ctx } from "@/lib/kernel/context";
import { env } from "@/lib/kernel/env";
import { type TraceOf, traceSink } from "@/lib/operations/trace-sink";

/** Credentials and addresses of the platform's own accounts come from the environment. */
const fromEnvironment: Record<
  string,
  (kind: "registrar" | "dns") => { credentials: Record<string, string>; baseUrl?: string | undefined }
> = {
  route53: (kind) => ({
    credentials: { accessKeyId: env().AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env().AWS_SECRET_ACCESS_KEY ?? "" },
    baseUrl: kind === "registrar" ? env().AWS_ENDPOINT_URL_ROUTE_53_DOMAINS : env().AWS_ENDPOINT_URL_ROUTE_53,
  }),
  sandbox: (kind) => ({
    credentials: { apiKey: "sandbox" },
    baseUrl: `http://127.0.0.1:${env().SANDBOX_PORT}/${kind}`,
  }),
};

export function providerSetup(ctx: Ctx, id: string, kind: "registrar" | "dns", traceOf: TraceOf) {
  const own = fromEnvironment[id]?.(kind) ?? { credentials: {} };
  return { ...own, clock: ctx.clock, trace: traceSink(traceOf) };
}
