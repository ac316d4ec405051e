import type postgres from "postgres";
import { newId } from "@/lib/kernel/ids";
import { arrayLiteral } from "./array-literal";
import type { StoredEvent } from "./claim-jobs";
import { matchKeys } from "./expression";
import type { RegisteredFunction } from "./register-functions";

export const ENGINE_CHANNEL = "nameplate_engine";
/** Says that a cron's time was changed by hand; any other notice says that there may be due work. */
export const CRON_NOTICE = "cron";

export type Arrival = {
  event: StoredEvent;
  /** Set when the event is meant for one function: a cron's tick, or an invocation with the step that waits for its result. */
  only?: { functionId: string; parentRunId?: string; parentStepId?: string };
};

export type Started = { runId: string; functionId: string; event: StoredEvent };

type Intake = {
  arrivals: Arrival[];
  functions: Iterable<RegisteredFunction>;
  now: Date;
  /** An engine that begins the new runs itself and at once: their jobs are born claimed by it, and nobody is notified. */
  claim?: { owner: string; until: Date };
};

/**
 * Takes in events, starts the runs they trigger and wakes the runs that wait for them: one statement, so no event is stored
 * without its runs. An event whose id is known already does nothing. The ids in one call must differ.
 * Answers the runs that the claim got.
 */
export async function takeInEvents(
  sql: postgres.Sql | postgres.TransactionSql,
  { arrivals: given, functions, now, claim }: Intake,
): Promise<Started[]> {
  const arrivals = given.map((arrival) => ({ ...arrival, event: storable(arrival.event) }));
  const known = [...functions];
  const starts = arrivals.flatMap(({ event, only }) => {
    const asked = only ? [only] : known.filter((one) => one.startsOn(event)).map(({ id }) => ({ functionId: id }));
    return asked.map((start: NonNullable<Arrival["only"]>) => ({ ...start, runId: newId("run"), eventId: event.id }));
  });
  const ofEvent = (read: (event: StoredEvent) => string) => arrayLiteral(arrivals.map(({ event }) => read(event)));
  const ofStart = (read: (start: (typeof starts)[number]) => string | null) => arrayLiteral(starts.map(read));
  const keys = arrivals.flatMap(({ event }) => keysOf(event).map((key) => ({ eventId: event.id, key })));
  const rows = await sql<{ runId: string }[]>`
    with arrival as (
      insert into engine_event (id, name, payload, received_at)
      select id, name, payload::jsonb, ${now} from unnest(
        ${ofEvent((event) => event.id)}::text::text[],
        ${ofEvent((event) => event.name)}::text::text[],
        ${ofEvent((event) => JSON.stringify(event))}::text::text[]
      ) as given (id, name, payload)
      on conflict (id) do nothing returning id, name, payload
    ), started as (
      insert into engine_run (id, function_id, event_id, status, parent_run_id, parent_step_id, created_at)
      select given.id, function_id, event_id, 'active', parent_run_id, parent_step_id, ${now} from unnest(
        ${ofStart((start) => start.runId)}::text::text[],
        ${ofStart((start) => start.functionId)}::text::text[],
        ${ofStart((start) => start.eventId)}::text::text[],
        ${ofStart((start) => start.parentRunId ?? null)}::text::text[],
        ${ofStart((start) => start.parentStepId ?? null)}::text::text[]
      ) as given (id, function_id, event_id, parent_run_id, parent_step_id)
      join arrival on arrival.id = given.event_id
      returning id
    ), looked_for as (
      select event_id, key from unnest(
        ${arrayLiteral(keys.map(({ eventId }) => eventId))}::text::text[],
        ${arrayLiteral(keys.map(({ key }) => key))}::text::text[]
      ) as given (event_id, key)
    ), met as (
      delete from engine_wait wait using arrival, looked_for
      where looked_for.event_id = arrival.id and wait.event_name = arrival.name
        and wait.match_key = looked_for.key and arrival.payload @> wait.match
      returning wait.run_id, wait.step_id, arrival.payload
    ), memo as (
      update engine_step step set status = 'done', data = met.payload::json, ended_at = ${now},
        position = 1 + (select count(*) from engine_step s where s.run_id = step.run_id and s.status <> 'pending')
      from met where step.run_id = met.run_id and step.step_id = met.step_id and step.status = 'pending'
      returning step.run_id
    ), job as (
      insert into engine_job as job (run_id, step_id, kind, run_at, owner, generation)
      select id, 'step', 'discover', ${claim?.until ?? now}::timestamptz, ${claim?.owner ?? null}::text, ${claim ? 1 : 0}::int
      from started
      union all select distinct run_id, 'step', 'discover', ${now}::timestamptz, null, 0 from memo
      on conflict (run_id, step_id) do update set again = true,
        run_at = case when job.owner is null and job.attempt = 0 then least(job.run_at, excluded.run_at) else job.run_at end
      returning run_id, owner
    ), notice as (
      select pg_notify(${ENGINE_CHANNEL}, '') from (select from job where owner is null limit 1) as free
    )
    select id as "runId" from started where (select count(*) from notice) >= 0`;
  if (!claim || rows.length === 0) return [];
  const started = new Set(rows.map(({ runId }) => runId));
  const events = new Map(arrivals.map(({ event }) => [event.id, event]));
  return starts.flatMap(({ runId, functionId, eventId }) =>
    started.has(runId) ? [{ runId, functionId, event: events.get(eventId)! }] : [],
  );
}

const keysOf = (event: StoredEvent): string[] => [...new Set(["", ...matchKeys(event)])];

/** The event as it is stored. Postgres refuses NUL and lone surrogates in jsonb; hostile text must not block the queue. */
function storable(event: StoredEvent): StoredEvent {
  const text = JSON.stringify(event);
  if (!/\\u(0000|d[89a-f])/.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value) =>
    typeof value === "string" ? value.replace(/\p{Surrogate}|\0/gu, "\ufffd") : value,
  );
}
