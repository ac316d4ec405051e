import type { Ctx } from "@/lib/kernel/context";
import type { TraceOf } from "@/lib/operations/trace-sink";
import type { DnsHost } from "@/lib/providers/dns/contract";
import { dnsHostFactory } from "@/lib/providers/dns/registry";
import { providerSetup } from "./provider-setup";

export function openDnsHost(ctx: Ctx, host: string, traceOf: TraceOf = {}): DnsHost {
  return dnsHostFactory(host).open(providerSetup(ctx, host, "dns", traceOf));
}
