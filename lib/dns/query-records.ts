import { Resolver } from "node:dns/promises";
import { env } from "@/lib/kernel/env";
import { faultPoint } from "@/lib/kernel/fault";
import type { RecordSet } from "@/lib/providers/dns/contract";

const publicResolvers = "1.1.1.1:53,8.8.8.8:53";

/**
 * Asks the resolvers of DNS_RESOLVERS what they answer for a record set, as real queries. Null when the name has no such
 * record or nobody answered. Values are in the form of a RecordSet, so the two can be compared.
 */
export async function queryRecords(name: string, type: RecordSet["type"]): Promise<string[] | null> {
  const resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers((env().DNS_RESOLVERS ?? publicResolvers).split(","));
  await faultPoint("out:dns:query:before");
  try {
    switch (type) {
      case "A":
        return await resolver.resolve4(name);
      case "AAAA":
        return await resolver.resolve6(name);
      case "CNAME":
        return (await resolver.resolveCname(name)).map((target) => `${target}.`);
      case "MX":
        return (await resolver.resolveMx(name)).map((mx) => `${mx.priority} ${mx.exchange}.`);
      case "TXT":
        return (await resolver.resolveTxt(name)).map((chunks) => chunks.join(""));
      case "NS":
        return (await resolver.resolveNs(name)).map((target) => target.toLowerCase().replace(/\.$/, ""));
      default:
        return null;
    }
  } catch {
    return null;
  } finally {
    await faultPoint("out:dns:query:after");
  }
}
