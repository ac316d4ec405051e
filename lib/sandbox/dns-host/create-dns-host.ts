import { z } from "zod";
import { authenticate } from "../http/authenticate";
import { FaultQueue, type PlannedFault, strikeTransport } from "../http/fault-queue";
import { type Asked, createRouter, type Route } from "../http/route";
import { faultsInName, type TransportFault } from "../registrar/induced-faults";
import { countStrike } from "../registrar/world";
import { recordTypes } from "./record-values";
import {
  applyBatch,
  createZone,
  type DnsWorld,
  deleteZone,
  findZones,
  readChange,
  readZone,
  recordSets,
  type ZoneRow,
} from "./zones";

export type DnsControl = {
  /** The next call of this verb meets the fault. `times` 0 takes back what is planned for the verb. */
  failNext(fault: { verb: string; mode: TransportFault; times?: number; name?: string }): void;
  faults(): PlannedFault[];
  clearFaults(): void;
};

const zoneName = z.string().regex(/^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/, "must be a zone name of A-labels");
const zoneSchema = z.object({ name: zoneName, callerReference: z.string().min(1).max(128) });
const setSchema = z.object({
  name: z.string().max(253),
  type: z.enum(recordTypes),
  ttlSeconds: z.int(),
  values: z.array(z.string().max(4_000)),
});
const batchSchema = z.object({
  changes: z
    .array(z.object({ action: z.enum(["put", "delete"]), set: setSchema }))
    .min(1)
    .max(500),
});
const pageSize = 300;

/** The sandbox's DNS host: an API over zones that the sandbox name server answers from. */
export function createDnsHost(world: DnsWorld) {
  const faults = new FaultQueue();
  const router = createRouter(routesOf(world), async (route, asked, answer) => {
    const name = zoneSchema.safeParse(asked.body).data?.name;
    const planned = faults.take(route.verb, name, () => true);
    if (planned !== null) return strikeTransport(planned, answer);
    const down = route.verb === "create_zone" && name !== undefined && faultsInName(name).has("dns-down");
    if (down && (await countStrike(world.sql, name, "dns-down")) <= 2) return strikeTransport("dns-down", answer);
    return answer();
  });
  const control: DnsControl = {
    failNext: (fault) => faults.plan(fault),
    faults: () => faults.list(),
    clearFaults: () => faults.clear(),
  };
  return { handle: router, control };
}

function routesOf(world: DnsWorld): Route[] {
  const route = (
    verb: string,
    method: string,
    path: string,
    answer: (account: string, id: string, asked: Asked) => Promise<Response>,
  ): Route => ({
    verb,
    method,
    path,
    answer: async (asked) => answer(await authenticate(world.sql, asked.request), asked.params.id ?? "", asked),
  });
  return [
    route("create_zone", "POST", "/v1/zones", async (account, _, { body }) => {
      const wanted = zoneSchema.parse(body);
      const { zone, made } = await createZone(world, account, wanted.name, wanted.callerReference);
      return Response.json({ zone: zoneToWire(zone) }, { status: made ? 201 : 200 });
    }),
    route("zones", "GET", "/v1/zones", async (account, _, { query }) => {
      const zones = await findZones(world, account, query.get("name") ?? "");
      return Response.json({ zones: zones.map(zoneToWire) });
    }),
    route("zone", "GET", "/v1/zones/:id", async (account, id) =>
      Response.json({ zone: zoneToWire(await readZone(world.sql, account, id)) }),
    ),
    route("delete_zone", "DELETE", "/v1/zones/:id", async (account, id) => {
      await deleteZone(world, account, id);
      return Response.json({ done: true });
    }),
    route("record_sets", "GET", "/v1/zones/:id/record-sets", async (account, id, { query }) => {
      await readZone(world.sql, account, id);
      const start = z.coerce.number().int().min(0).catch(0).parse(query.get("cursor"));
      const sets = await recordSets(world.sql, id);
      const next = start + pageSize < sets.length ? String(start + pageSize) : null;
      return Response.json({ recordSets: sets.slice(start, start + pageSize), next });
    }),
    route("change", "POST", "/v1/zones/:id/changes", async (account, id, { body }) => {
      const { changes } = batchSchema.parse(body);
      return Response.json({ change: await applyBatch(world, account, id, changes) }, { status: 202 });
    }),
    route("change_state", "GET", "/v1/changes/:id", async (account, id) =>
      Response.json({ change: await readChange(world, account, id) }),
    ),
  ];
}

function zoneToWire({ id, name, nameServers, callerReference }: ZoneRow) {
  return { id, name, nameServers, callerReference };
}
