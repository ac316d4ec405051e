import postgres from "postgres";
import { startEngine } from "../../inngest/embedded/start-engine";
import { systemClock } from "../../lib/kernel/clock";
import { sagaFunction, signingKey, stepsPerRun, tenInFlight } from "./saga-function";

/** The embedded engine: events in, runs on Postgres, ten in flight. */
export async function engineSide(databaseUrl: string, name: string) {
  const { client, saga, state, ending, ended } = sagaFunction(name);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const begin = () =>
    startEngine({
      databaseUrl,
      client,
      functions: [saga],
      signingKey,
      clock: systemClock,
      concurrency: 10,
      onError: console.error,
    });
  let first = 0;

  /** Ten drivers, each sends the next event when its run has ended. */
  const measure = async (runs: number): Promise<number> => {
    const engine = await begin();
    const from = first;
    first += runs;
    const began = performance.now();
    const one = async (number: number) => {
      const end = ending(number);
      await engine.send([{ id: `${name}-${number}`, name: "bench/saga", data: { number } }]);
      await end;
    };
    await tenInFlight(runs, one, from);
    await engine.idle();
    const stepsPerSecond = (runs * stepsPerRun * 1000) / (performance.now() - began);
    await engine.stop();
    await check(from, runs);
    return stepsPerSecond;
  };

  async function check(from: number, runs: number): Promise<void> {
    const [row] = await sql`
      select count(*)::int as steps, count(distinct run.id)::int as runs, min(run.output::text) as least, max(run.output::text) as most
      from engine_run run join engine_step step on step.run_id = run.id
      where run.status = 'completed' and split_part(run.event_id, '-', 2)::int >= ${from}`;
    if (row?.runs !== runs || row?.steps !== runs * stepsPerRun || row?.least !== "28" || row?.most !== "28")
      throw new Error(`The engine did other work than it should: ${JSON.stringify(row)}`);
  }

  /** Queues runs that are due, and leaves the statistics as they were: stale. */
  const queueBacklog = async (runs: number): Promise<void> => {
    for (const table of ["engine_event", "engine_run", "engine_job", "engine_step"])
      await sql`alter table ${sql(table)} set (autovacuum_enabled = off)`;
    await sql`
      insert into engine_event (id, name, payload, received_at)
      select 'back-' || n, 'bench/saga', jsonb_build_object('id', 'back-' || n, 'name', 'bench/saga', 'ts', 0,
        'data', jsonb_build_object('number', -n)), now() from generate_series(1, ${runs}::int) n`;
    await sql`
      insert into engine_run (id, function_id, event_id, status, created_at)
      select 'run-back-' || n, ${`${name}-saga`}, 'back-' || n, 'active', now() from generate_series(1, ${runs}::int) n`;
    await sql`
      insert into engine_job (run_id, step_id, kind, run_at)
      select 'run-back-' || n, 'step', 'discover', now() - interval '1 hour' + n * interval '1 ms'
      from generate_series(1, ${runs}::int) n`;
  };

  /** The same work, one event sent for each run that ends, while the queue stays as deep as it is. */
  const measureBacklog = async (runs: number): Promise<number> => {
    const engine = await begin();
    const target = ended() + runs;
    const began = performance.now();
    const sent: Promise<unknown>[] = [];
    await new Promise<void>((resolve) => {
      state.onEnd = () => {
        const number = first++;
        sent.push(engine.send([{ id: `${name}-${number}`, name: "bench/saga", data: { number } }]));
        if (ended() === target) resolve();
      };
    });
    await Promise.all(sent);
    const stepsPerSecond = (runs * stepsPerRun * 1000) / (performance.now() - began);
    state.onEnd = () => {};
    await engine.stop();
    return stepsPerSecond;
  };

  return { measure, queueBacklog, measureBacklog, close: () => sql.end() };
}
