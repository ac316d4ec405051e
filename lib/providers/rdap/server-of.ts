import { z } from "zod";
import { DAY } from "@/lib/kernel/clock";
import { createHttp } from "../http";
import type { RdapSetup } from "./client";

/** `[[endings, addresses], …]`; entries of another shape are skipped, so that one bad line costs one registry. */
const schema = z.looseObject({ services: z.array(z.unknown()) });
const entry = z.tuple([z.array(z.string()), z.array(z.string())]).rest(z.unknown());

type Servers = { url: string; readAt: number; byEnding: Map<string, string> };
let kept: Servers | undefined;

/** The RDAP server of a name's ending by IANA's list (RFC 9224), which is read at most once a day; null: there is none. */
export async function serverOf(name: string, setup: RdapSetup): Promise<string | null> {
  const byEnding = await servers(setup);
  const labels = name.split(".");
  for (let at = 1; at < labels.length; at += 1) {
    const server = byEnding.get(labels.slice(at).join("."));
    if (server) return server;
  }
  return null;
}

async function servers({ bootstrapUrl, clock, trace }: RdapSetup): Promise<Map<string, string>> {
  const now = clock.now().getTime();
  if (kept?.url === bootstrapUrl && now - kept.readAt < DAY) return kept.byEnding;
  const { origin, pathname } = new URL(bootstrapUrl);
  const http = createHttp({ vendor: "rdap", baseUrl: origin, timeoutMs: 8000, trace, clock, headers: {} });
  const { services } = await http.request({ verb: "bootstrap", method: "GET", path: pathname, write: false, schema });
  const byEnding = new Map<string, string>();
  for (const each of services) {
    const parsed = entry.safeParse(each);
    if (!parsed.success) continue;
    const [endings, addresses] = parsed.data;
    const server = addresses.find((address) => address.startsWith("https://")) ?? addresses[0];
    if (server && URL.canParse(server)) for (const ending of endings) byEnding.set(ending.toLowerCase(), server);
  }
  kept = { url: bootstrapUrl, readAt: now, byEnding };
  return byEnding;
}
