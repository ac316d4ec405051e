import type { Sql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import { createDnsHost, type DnsControl } from "../dns-host/create-dns-host";
import { type HttpListener, serveHttp } from "../http/serve-http";
import { type DnsListener, serveDns } from "../name-server/serve-dns";
import { ZoneStore } from "../name-server/zone-store";
import { createRegistrar, type RegistrarControl } from "../registrar/create-registrar";
import { createStripeSandbox, type StripeSandbox } from "../stripe";
import { createControlRoutes } from "./control-routes";
import { createTables } from "./create-tables";
import { noticePage } from "./notice-page";
import { WorldClock } from "./world-clock";

export type WorldOptions = {
  /** A database whose schema `sandbox` belongs to the world. */
  sql: Sql;
  clock: Clock;
  /** Opens ports: 0 takes a free one. Without it the world is reached by `handle` alone. */
  listen?: { host?: string; httpPort: number; dnsPort: number };
  /** A Stripe, and where it sends its webhooks. Without it /stripe is not there. */
  stripe?: { webhookUrl: () => string; webhookSecret: string; secretKey?: string };
};

/** The outside world in this process: a registrar, a DNS host, a name server, a Stripe, on one clock that can be moved. */
export type World = {
  clock: WorldClock;
  handle(request: Request): Promise<Response>;
  registrar: RegistrarControl;
  dns: DnsControl;
  stripe: StripeSandbox | null;
  /** `http://127.0.0.1:<port>`; adapters are given `<url>/registrar` and `<url>/dns`. Null without `listen`. */
  url: string | null;
  dnsPort: number | null;
  /** Moves the world's time and lets happen what is due by then. */
  advance(ms: number): Promise<void>;
  stop(): Promise<void>;
};

export async function createWorld(options: WorldOptions): Promise<World> {
  const { sql } = options;
  await createTables(sql);
  const clock = await WorldClock.open(sql, options.clock);
  const store = new ZoneStore(sql);
  await store.load();
  const refresh = (name: string) => store.refresh(name);
  const registrar = await createRegistrar({ sql, clock, delegationChanged: refresh });
  const dns = createDnsHost({ sql, clock, zoneChanged: refresh });

  let route: World["handle"] = async () => new Response(null, { status: 503 });
  const listeners = options.listen ? await listen(options.listen, store, (request) => route(request)) : null;
  const url = listeners ? `http://${options.listen?.host ?? "127.0.0.1"}:${listeners.http.port}` : null;
  const stripe = options.stripe ? openStripe(options.stripe, sql, clock, url) : null;

  async function advance(ms: number): Promise<void> {
    await clock.advance(ms);
    await registrar.control.settle();
    await stripe?.tick();
  }

  const control = createControlRoutes({
    sql,
    clock,
    registrar: registrar.control,
    dns: dns.control,
    stripe,
    advance,
    refresh: () => store.load(),
  });
  const parts: Record<string, (request: Request, path: string) => Promise<Response>> = {
    registrar: registrar.handle,
    rdap: registrar.rdap,
    dns: dns.handle,
    control,
    ...(stripe ? { stripe: (request: Request) => stripe.handle(request) } : {}),
  };
  route = async (request) => {
    const [, first = "", path = "/"] = /^\/([^/]*)(\/.*)?$/.exec(new URL(request.url).pathname) ?? [];
    const { hostname } = new URL(request.url);
    if (hostname.includes(".") && !/^[\d.]+$/.test(hostname) && (await store.isInterrupted(hostname)))
      return noticePage(hostname);
    const part = Object.hasOwn(parts, first) ? parts[first] : undefined;
    return part
      ? part(request, path)
      : new Response("This is the sandbox. See docs/sandbox.md.\n", { status: first === "" ? 200 : 404 });
  };
  stripe?.start();

  return {
    clock,
    handle: route,
    registrar: registrar.control,
    dns: dns.control,
    stripe,
    url,
    dnsPort: listeners?.dns.port ?? null,
    advance,
    async stop() {
      await stripe?.stop();
      await Promise.all([listeners?.http.close(), listeners?.dns.close()]);
    },
  };
}

type Listeners = { http: HttpListener; dns: DnsListener };

async function listen(
  wanted: NonNullable<WorldOptions["listen"]>,
  store: ZoneStore,
  handle: World["handle"],
): Promise<Listeners> {
  const host = wanted.host ?? "127.0.0.1";
  const http = await serveHttp(handle, { host, port: wanted.httpPort });
  try {
    return { http, dns: await serveDns(store, { host, port: wanted.dnsPort }) };
  } catch (error) {
    await http.close();
    throw error;
  }
}

function openStripe(
  wanted: NonNullable<WorldOptions["stripe"]>,
  sql: Sql,
  clock: Clock,
  url: string | null,
): StripeSandbox {
  return createStripeSandbox({
    sql,
    clock,
    publicUrl: url ?? "http://sandbox.invalid",
    webhook: { url: wanted.webhookUrl, secret: wanted.webhookSecret },
    ...(wanted.secretKey === undefined ? {} : { secretKey: wanted.secretKey }),
  });
}
