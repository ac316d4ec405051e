import { randomUUID } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import type postgres from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import { callFunctions } from "./call-functions";
import { reclaimFromDead } from "./claim-jobs";
import { EMBEDDED_BASE_URL } from "./client-options";
import { JobDispatcher } from "./dispatch-jobs";
import { announceEngine } from "./embedded-fetch";
import { EnginePool } from "./engine-pool";
import { storeFunctions } from "./fire-crons";
import { backendName, openPool } from "./open-pool";
import { JobPerformer } from "./perform-jobs";
import { registerFunctions } from "./register-functions";
import { CRON_NOTICE, ENGINE_CHANNEL } from "./take-in-events";

export type EngineOptions = {
  /** Whose database to use; the engine opens connections of its own either way. */
  sql?: postgres.Sql;
  databaseUrl?: string;
  /** Made with `embeddedClientOptions`. */
  client: Inngest.Any;
  functions: InngestFunction.Any[];
  signingKey: string;
  clock: Clock;
  /** How many functions are called at once; most of them wait for somebody else's API. */
  concurrency?: number;
  /** Told of what the engine survives: a lost database, a failed write. */
  onError?: (error: unknown) => void;
};

export type EngineEvent = { id?: string; name: string; data?: Record<string, unknown>; ts?: number };

export type Engine = {
  /** Finishes the steps that are being worked on, gives the rest back and closes. */
  stop(): Promise<void>;
  /** For tests: ends as a crash would. From the moment of the call nothing more is written. */
  kill(): Promise<void>;
  /** Resolves when no job is due at the clock's now and none is running here. */
  idle(): Promise<void>;
  /** Looks at the clock again: after a test moved it. */
  tick(): Promise<void>;
  /** Takes in events and answers their ids. An id that is known starts nothing again. */
  send(events: EngineEvent[]): Promise<string[]>;
};

/**
 * Runs Inngest functions on Postgres, in this process, by the SDK's own protocol. Throws when a function needs what the engine
 * does not offer.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { client, functions, signingKey, clock, concurrency = 50, onError = () => {} } = options;
  checkClient(options);
  const call = callFunctions(client, functions, signingKey);
  const registered = await registerFunctions(call);

  const engineId = randomUUID();
  const pool = new EnginePool(options, engineId, () => void listen().catch(onError));
  const performer = new JobPerformer({
    ...{ engineId, pool, clock, callFunctions: call, functions: registered, appId: client.id },
    room: () => dispatcher.room(),
    onWork: (begun) => dispatcher.begin(begun),
  });
  const dispatcher = new JobDispatcher({
    engineId,
    pool,
    clock,
    performer,
    functions: registered,
    concurrency,
    onError,
  });
  const withdraw = announceEngine(engineId, client.eventKey ?? "", performer);
  const look = () => void dispatcher.look();
  const listen = () =>
    pool.sql.listen(ENGINE_CHANNEL, (notice) => (notice === CRON_NOTICE ? dispatcher.lookAtCrons() : look()), look);
  await storeFunctions(pool.sql, registered.values(), clock.now());
  await reclaimFromDead(pool.sql, clock.now());
  await listen();

  return {
    async stop() {
      performer.stopping = true;
      await dispatcher.stop();
      withdraw();
      await pool.end(5);
    },
    async kill() {
      performer.dead = true;
      performer.supersede(() => true);
      dispatcher.abandon();
      withdraw();
      await pool.end(0);
      await untilGone(options, engineId);
    },
    idle: () => dispatcher.idle(),
    tick: () => dispatcher.look(),
    send: (events) => performer.takeIn(events),
  };
}

function checkClient({ client, functions, signingKey }: EngineOptions): void {
  if (client.apiBaseUrl !== new URL(EMBEDDED_BASE_URL).href && client.apiBaseUrl !== EMBEDDED_BASE_URL)
    throw new Error("The client must be made with embeddedClientOptions: else its calls would leave the process.");
  if (client.signingKey !== signingKey) throw new Error("The client has another signing key than the engine.");
  const own = functions.filter((one) => one.opts.checkpointing !== undefined).map((one) => one.id());
  if (own.length > 0) throw new Error(`Functions must not set checkpointing themselves: ${own.join(", ")}.`);
}

/** A statement that the server was already working on may still commit; after this none can. */
async function untilGone(source: EngineOptions, engineId: string): Promise<void> {
  const probe = openPool(source, randomUUID());
  try {
    const gone = async () => {
      const [row] = await probe`select from pg_stat_activity where application_name = ${backendName(engineId)} limit 1`;
      return !row;
    };
    while (!(await gone())) await probe`select pg_sleep(0.01)`;
  } finally {
    await probe.end();
  }
}
