import type postgres from "postgres";
import { arrayLiteral } from "./array-literal";
import { nextTick, type RegisteredFunction } from "./register-functions";
import { takeInEvents } from "./take-in-events";

type Row = { functionId: string; expression: string; nextAt: Date };

/** Writes down the functions for the admin screens and the crons with their next tick. A new or changed cron starts from now. */
export async function storeFunctions(
  sql: postgres.Sql,
  functions: Iterable<RegisteredFunction>,
  now: Date,
): Promise<void> {
  for (const { id, name, triggers, maxAttempts, crons } of functions) {
    await sql`
      insert into engine_function (id, name, triggers, retries, seen_at)
      values (${id}, ${name}, ${JSON.stringify(triggers)}::text::jsonb, ${maxAttempts - 1}, ${now})
      on conflict (id) do update set name = excluded.name, triggers = excluded.triggers, retries = excluded.retries,
        seen_at = excluded.seen_at`;
    await sql`delete from engine_cron where function_id = ${id} and expression <> all(${arrayLiteral(crons)}::text::text[])`;
    for (const cron of crons) {
      await sql`
        insert into engine_cron (function_id, expression, next_at) values (${id}, ${cron}, ${nextTick(cron, now)})
        on conflict do nothing`;
    }
  }
}

/**
 * Starts what is due. The row is locked while its tick moves on, so of several engines one fires; ticks missed while none ran
 * become one run. Answers when the next one is due.
 */
export async function fireCrons(
  sql: postgres.Sql,
  functions: Map<string, RegisteredFunction>,
  now: Date,
): Promise<Date | undefined> {
  const ids = [...functions.values()].filter(({ crons }) => crons.length > 0).map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const rows = await sql<Row[]>`
    select function_id as "functionId", expression, next_at as "nextAt" from engine_cron where function_id = any(${arrayLiteral(ids)}::text::text[])`;
  if (rows.some(({ nextAt }) => nextAt <= now)) await sql.begin((tx) => fire(tx, functions, ids, now));
  const times = rows.map(({ expression, nextAt }) => (nextAt <= now ? nextTick(expression, now) : nextAt).getTime());
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

async function fire(
  tx: postgres.TransactionSql,
  functions: Map<string, RegisteredFunction>,
  ids: string[],
  now: Date,
): Promise<void> {
  const due = await tx<Row[]>`
    select function_id as "functionId", expression, next_at as "nextAt" from engine_cron
    where function_id = any(${arrayLiteral(ids)}::text::text[]) and next_at <= ${now} for update skip locked`;
  for (const { functionId, expression, nextAt } of due) {
    const started = functions.get(functionId);
    if (!started?.crons.includes(expression)) continue;
    await tx`
      update engine_cron set last_at = ${nextAt}, next_at = ${nextTick(expression, now)}
      where function_id = ${functionId} and expression = ${expression}`;
    const event = {
      id: `cron:${functionId}:${expression}:${nextAt.toISOString()}`,
      name: "inngest/scheduled.timer",
      data: { cron: expression },
      ts: now.getTime(),
    };
    await takeInEvents(tx, { arrivals: [{ event, only: { functionId } }], functions: functions.values(), now });
  }
}
