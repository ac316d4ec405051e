import type { Ctx } from "@/lib/kernel/context";
import { env } from "@/lib/kernel/env";
import { traceSink } from "@/lib/operations/trace-sink";
import { openRdap } from "@/lib/providers/rdap/client";
import type { Rdap } from "@/lib/providers/rdap/contract";

const ianaBootstrap = "https://data.iana.org/rdap/dns.json";

/**
 * Where registries publish what they know about names: RDAP_BASE_URL, else the registry of each ending. Without an
 * account at a real registrar nobody outside is asked: the names are those of the world on this machine.
 */
export function openRegistries(ctx: Ctx): Rdap {
  const { RDAP_BASE_URL, AWS_ACCESS_KEY_ID, SANDBOX_PORT } = env();
  const baseUrl = RDAP_BASE_URL ?? (AWS_ACCESS_KEY_ID ? undefined : `http://127.0.0.1:${SANDBOX_PORT}/rdap`);
  return openRdap({ baseUrl, bootstrapUrl: ianaBootstrap, clock: ctx.clock, trace: traceSink({}) });
}
