import { randomBytes } from "node:crypto";
import { DAY, later } from "@/lib/kernel/clock";
import { ada } from "./ada";
import { parkingServers } from "./settle";
import type { RegistrarWorld } from "./world";

/** A name as it would be after years: what is not said is as of an ordinary registration. */
export type PutDomain = {
  name: string;
  expiresAt: Date;
  createdAt?: Date;
  autoRenew?: boolean;
  locked?: boolean;
  nameServers?: string[];
};

/** Many at once: worlds with a past are made of thousands. A name that is there is only given the dates and settings said. */
export async function putDomains(world: RegistrarWorld, account: string, domains: readonly PutDomain[]): Promise<void> {
  const now = world.clock.now();
  const rows = domains.map(({ name, expiresAt, ...rest }) => {
    const yearBefore = later(expiresAt, -365 * DAY);
    const createdAt = rest.createdAt ?? (yearBefore < now ? yearBefore : now);
    return {
      name,
      created_at: createdAt.toISOString(),
      expires_at: expiresAt.toISOString(),
      auto_renew: rest.autoRenew ?? false,
      locked: rest.locked ?? true,
      name_servers: rest.nameServers ?? parkingServers,
      auth_code: `Auth-${randomBytes(9).toString("base64url")}`,
    };
  });
  for (let at = 0; at < rows.length; at += 1_000) {
    await world.sql`
      insert into sandbox.registrar_domains
        (name, account, created_at, expires_at, shown_from, auto_renew, locked, privacy, name_servers, contact, auth_code)
      select name, ${account}, created_at, expires_at, created_at, auto_renew, locked, true, name_servers,
        ${world.sql.json(ada)}, auth_code
      from jsonb_to_recordset(${world.sql.json(rows.slice(at, at + 1_000))}) as given
        (name text, created_at timestamptz, expires_at timestamptz, auto_renew boolean, locked boolean,
         name_servers jsonb, auth_code text)
      on conflict (name) do update set account = excluded.account, created_at = excluded.created_at,
        expires_at = excluded.expires_at, auto_renew = excluded.auto_renew, locked = excluded.locked, earlier_until = null`;
    const names = rows.slice(at, at + 1_000).map((row) => row.name);
    const back = await world.sql`
      update sandbox.registrar_domains set interrupted = false
      where interrupted and name in ${world.sql(names)} returning name`;
    for (const { name } of back) await world.delegationChanged(name as string);
  }
}
