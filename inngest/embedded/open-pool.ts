import postgres from "postgres";

/** An engine's name is in `pg_stat_activity` for as long as it lives; that is how others see that it died. */
export const backendName = (engineId: string) => `engine ${engineId}`;

export type PoolSource = { sql?: postgres.Sql; databaseUrl?: string };

/**
 * The engine's own connections. Its statements must use their indexes whatever the statistics say: a plan that was made
 * while the tables were empty would scan them in full once there is a backlog.
 */
export function openPool(source: PoolSource, engineId: string, onclose = () => {}): postgres.Sql {
  const indexOnly = {
    enable_seqscan: "off",
    enable_hashjoin: "off",
    enable_mergejoin: "off",
    enable_bitmapscan: "off",
  };
  const options = {
    max: 4,
    // See array-literal.ts.
    fetch_types: false,
    onnotice: () => {},
    onclose,
    connection: { application_name: backendName(engineId), jit: "off", ...indexOnly } as Record<string, string>,
  };
  if (source.databaseUrl !== undefined) return postgres(source.databaseUrl, options);
  if (!source.sql) throw new Error("startEngine needs sql or databaseUrl.");
  const { host, port, database, user, pass, ssl } = source.sql.options;
  const sameServer = { host, port, database, username: user, password: pass, ssl } as object;
  return postgres({ ...options, ...sameServer });
}
