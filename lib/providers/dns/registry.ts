import type { DnsHostFactory } from "./contract";
import { route53Dns } from "./route53";
import { sandboxDns } from "./sandbox";

/** Every DNS host the product can speak to. */
export const dnsHosts = {
  route53: route53Dns,
  sandbox: sandboxDns,
} satisfies Record<string, DnsHostFactory>;

export function dnsHostFactory(id: string): DnsHostFactory {
  const factory = (dnsHosts as Record<string, DnsHostFactory>)[id];
  if (!factory) throw new Error(`Unknown DNS host "${id}". Known: ${Object.keys(dnsHosts).join(", ")}.`);
  return factory;
}
