import { randomBytes } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import { later, SECOND } from "@/lib/kernel/clock";
import { ApiFailure } from "../http/api-failure";
import { type Change, planBatch, setKey } from "./plan-batch";
import type { RecordSet } from "./record-values";

export type DnsWorld = {
  sql: Sql;
  clock: Clock;
  /** Told after the zones of a name came, went or changed. */
  zoneChanged(name: string): Promise<void>;
};

export type ZoneRow = { id: string; seq: string; name: string; callerReference: string; nameServers: string[] };

const columns = `id, seq, name, caller_reference as "callerReference", name_servers as "nameServers"`;
const id = (prefix: string) => `${prefix}${randomBytes(8).toString("hex").toUpperCase()}`;

/** Makes a zone with its NS and SOA, or returns the one that this reference made before. */
export async function createZone(world: DnsWorld, account: string, name: string, callerReference: string) {
  const made = await world.sql.begin(async (tx) => {
    const [zone] = await tx<ZoneRow[]>`
      insert into sandbox.dns_zones (id, account, name, caller_reference, name_servers, created_at)
      values (${id("Z")}, ${account}, ${name}, ${callerReference}, '[]', ${world.clock.now()})
      on conflict (account, caller_reference) do nothing returning ${tx.unsafe(columns)}`;
    if (!zone) return null;
    zone.nameServers = serversOf(Number(zone.seq));
    await tx`update sandbox.dns_zones set name_servers = ${tx.json(zone.nameServers)} where id = ${zone.id}`;
    const soa = `${zone.nameServers[0]}. hostmaster.sandbox-dns.test. 1 7200 900 1209600 300`;
    await insertSet(tx, zone.id, {
      name,
      type: "NS",
      ttlSeconds: 172_800,
      values: zone.nameServers.map((host) => `${host}.`),
    });
    await insertSet(tx, zone.id, { name, type: "SOA", ttlSeconds: 900, values: [soa] });
    return zone;
  });
  if (made) {
    await world.zoneChanged(name);
    return { zone: made, made: true };
  }
  const [earlier] = await world.sql<ZoneRow[]>`
    select ${world.sql.unsafe(columns)} from sandbox.dns_zones where account = ${account} and caller_reference = ${callerReference}`;
  if (earlier?.name !== name)
    throw new ApiFailure(409, "reference_in_use", "This caller reference made a zone of another name.");
  return { zone: earlier, made: false };
}

/** Four of 1,024 name servers; zones made one after the other share none. */
function serversOf(seq: number): string[] {
  return [0, 1, 2, 3].map((i) => `ns-${((seq - 1) * 4 + i) % 1024}.sandbox-dns.test`);
}

export async function findZones(world: DnsWorld, account: string, name: string): Promise<ZoneRow[]> {
  return world.sql<ZoneRow[]>`
    select ${world.sql.unsafe(columns)} from sandbox.dns_zones where account = ${account} and name = ${name} order by seq`;
}

export async function readZone(
  sql: Sql | TransactionSql,
  account: string,
  zoneId: string,
  lock = false,
): Promise<ZoneRow> {
  const [zone] = await sql<ZoneRow[]>`
    select ${sql.unsafe(columns)} from sandbox.dns_zones where account = ${account} and id = ${zoneId}
    ${lock ? sql`for update` : sql``}`;
  if (!zone) throw new ApiFailure(404, "no_such_zone", `There is no zone ${zoneId}.`);
  return zone;
}

export async function recordSets(sql: Sql | TransactionSql, zoneId: string): Promise<RecordSet[]> {
  return sql<RecordSet[]>`
    select name, type, ttl_seconds as "ttlSeconds", "values" from sandbox.dns_record_sets where zone_id = ${zoneId}
    order by name, type`;
}

/** Applies a batch, all or nothing; batches on one zone follow one another. */
export async function applyBatch(world: DnsWorld, account: string, zoneId: string, changes: readonly Change[]) {
  const zone = await world.sql.begin(async (tx) => {
    const locked = await readZone(tx, account, zoneId, true);
    const current = await recordSets(tx, zoneId);
    const plan = planBatch(locked.name, current, changes);
    if ("problems" in plan) throw new ApiFailure(400, "invalid_change_batch", plan.problems.slice(0, 20).join(" "));
    for (const { set } of changes) {
      const after = plan.sets.get(setKey(set));
      if (after) await insertSet(tx, zoneId, after);
      else
        await tx`
          delete from sandbox.dns_record_sets where zone_id = ${zoneId} and name = ${set.name} and type = ${set.type}`;
    }
    return locked;
  });
  await world.zoneChanged(zone.name);
  const change = { id: id("C"), submittedAt: world.clock.now() };
  await world.sql`
    insert into sandbox.dns_changes (id, account, zone_id, submitted_at)
    values (${change.id}, ${account}, ${zoneId}, ${change.submittedAt})`;
  return changeToWire(world, change);
}

async function insertSet(tx: TransactionSql, zoneId: string, set: RecordSet): Promise<void> {
  await tx`
    insert into sandbox.dns_record_sets (zone_id, name, type, ttl_seconds, "values")
    values (${zoneId}, ${set.name}, ${set.type}, ${set.ttlSeconds}, ${tx.json(set.values)})
    on conflict (zone_id, name, type) do update set ttl_seconds = excluded.ttl_seconds, "values" = excluded."values"`;
}

export async function readChange(world: DnsWorld, account: string, changeId: string) {
  const [change] = await world.sql<{ id: string; submittedAt: Date }[]>`
    select id, submitted_at as "submittedAt" from sandbox.dns_changes where account = ${account} and id = ${changeId}`;
  if (!change) throw new ApiFailure(404, "no_such_change", `There is no change ${changeId}.`);
  return changeToWire(world, change);
}

/** All servers have a change after a second. */
function changeToWire(world: DnsWorld, { id: changeId, submittedAt }: { id: string; submittedAt: Date }) {
  const state = world.clock.now() >= later(submittedAt, SECOND) ? "in_sync" : "pending";
  return { id: changeId, state, submittedAt: submittedAt.toISOString() };
}

export async function deleteZone(world: DnsWorld, account: string, zoneId: string): Promise<void> {
  const zone = await world.sql.begin(async (tx) => {
    const locked = await readZone(tx, account, zoneId, true);
    const sets = await recordSets(tx, zoneId);
    if (sets.some((set) => set.name !== locked.name || (set.type !== "NS" && set.type !== "SOA")))
      throw new ApiFailure(400, "zone_not_empty", `The zone ${locked.name} still has records.`);
    await tx`delete from sandbox.dns_zones where id = ${zoneId}`;
    return locked;
  });
  await world.zoneChanged(zone.name);
}
