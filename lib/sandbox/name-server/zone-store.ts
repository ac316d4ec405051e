import type { Sql } from "postgres";
import type { RecordSet } from "../dns-host/record-values";
import { noticeZone } from "./notice-zone";
import { buildZone, parentOf, serverZone, type ZoneData } from "./zone-data";

/** What the name server knows. Zones are in memory; the registry's delegations are looked up when no zone answers. */
export class ZoneStore {
  #zones = new Map<string, ZoneData>();
  constructor(readonly sql: Sql) {}

  async load(): Promise<void> {
    this.#zones.clear();
    const names = await this.sql`select name from sandbox.dns_zones
      union select name from sandbox.registrar_domains where interrupted`;
    for (const row of names) await this.refresh(row.name as string);
  }

  /**
   * Reads the zones of a name again. When several accounts or callers made one, the zone that the registry delegates to
   * answers, as it would in the world; else the oldest. A name on hold is out of the DNS, its zone with it; for an
   * interrupted one its registrar answers.
   */
  async refresh(name: string): Promise<void> {
    const [taken] = await this.sql`
      select name from sandbox.registrar_domains where name = ${name} and interrupted and not on_hold`;
    if (taken) {
      this.#zones.set(name, noticeZone(name));
      return;
    }
    const zones = await this.sql`
      select zones.id, coalesce(domains.name_servers @> zones.name_servers, false) as delegated
      from sandbox.dns_zones zones left join sandbox.registrar_domains domains on domains.name = zones.name
      where zones.name = ${name} and domains.on_hold is not true order by delegated desc, zones.seq limit 1`;
    const [zone] = zones;
    if (!zone) {
      this.#zones.delete(name);
      return;
    }
    const sets = await this.sql<RecordSet[]>`
      select name, type, ttl_seconds as "ttlSeconds", "values" from sandbox.dns_record_sets where zone_id = ${zone.id as string}`;
    this.#zones.set(name, buildZone(name, sets));
  }

  /** Whether its registrar answers for a name, as it has not been renewed in time. */
  async isInterrupted(name: string): Promise<boolean> {
    const rows = await this.sql`select 1 from sandbox.registrar_domains where name = ${name} and interrupted`;
    return rows.length > 0;
  }

  /** The closest zone at or above a name. */
  find(name: string): ZoneData | null {
    for (let at = name; at !== ""; at = parentOf(at)) {
      const zone = at === serverZone.name ? serverZone : this.#zones.get(at);
      if (zone) return zone;
    }
    return null;
  }

  /** As the parent zone would: where the registry sends those who ask about a registered name. */
  async delegation(name: string): Promise<RecordSet | null> {
    if (!/^[a-z0-9._-]+$/.test(name)) return null;
    const names: string[] = [];
    for (let at = name; at !== "" && names.length < 20; at = parentOf(at)) names.push(at);
    const [domain] = await this.sql`
      select name, name_servers as "nameServers" from sandbox.registrar_domains where name in ${this.sql(names)} and not on_hold
      order by length(name) desc limit 1`;
    if (!domain) return null;
    const values = (domain.nameServers as string[]).map((host) => `${host}.`);
    return { name: domain.name as string, type: "NS", ttlSeconds: 172_800, values };
  }
}
