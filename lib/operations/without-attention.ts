import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** SQL: what a name's `attention` asks for, less the kinds that are dealt with. */
export function withoutAttention(attention: SQLWrapper, kinds: readonly [string, ...string[]]): SQL {
  return sql`(select coalesce(jsonb_agg(a), '[]') from jsonb_array_elements(${attention}) a where a ->> 'kind' not in ${kinds})`;
}
