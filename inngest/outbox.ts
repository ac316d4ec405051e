import type postgres from "postgres";
import { type Clock, SECOND } from "@/lib/kernel/clock";
import { faultPoint } from "@/lib/kernel/fault";

const channel = "nameplate_outbox";
/** Finds what a lost notice left behind. */
const pollMs = 5 * SECOND;

export type OutboxOptions = {
  sql: postgres.Sql;
  /** Gives events to the engine, whichever it is; it drops those whose id it has seen. */
  send(events: { id: string; name: string; data: Record<string, unknown> }[]): Promise<unknown>;
  clock: Clock;
  /** How many events are sent at once. */
  batch?: number;
  onError?: (error: unknown) => void;
};

export type Outbox = {
  /** Resolves when every event that was committed before the call is sent. */
  idle(): Promise<void>;
  /** Finishes what is being sent and stops. */
  stop(): Promise<void>;
  /** For tests: ends as a crash would; what is being sent stays unsent here. */
  kill(): Promise<void>;
};

/**
 * Sends the events that transactions wrote to `outbox`, as soon as they are committed. Rows are claimed, sent and marked in one
 * transaction: a crash in between sends them again, which the event's id makes harmless.
 */
export async function startOutbox({
  sql,
  send,
  clock,
  batch = 100,
  onError = () => {},
}: OutboxOptions): Promise<Outbox> {
  let stopped = false;
  let dead = false;
  let again = false;
  let draining: Promise<void> | undefined;

  const sendBatch = (): Promise<number> =>
    sql.begin(async (tx) => {
      const rows = await tx<{ rowId: string; id: string; name: string; data: Record<string, unknown> }[]>`
        select id as "rowId", event_id as id, name, data from outbox where sent_at is null
        order by outbox.id limit ${batch} for update skip locked`;
      if (rows.length === 0 || dead) return 0;
      await faultPoint("outbox:before-send");
      if (dead) return 0;
      await send(rows.map(({ id, name, data }) => ({ id, name, data })));
      await faultPoint("outbox:after-send");
      if (dead) throw new Error("The outbox was killed.");
      await tx`update outbox set sent_at = ${clock.now().toISOString()}::timestamptz where id = any(${rows.map(({ rowId }) => rowId)}::bigint[])`;
      return rows.length;
    });

  async function drainAll(): Promise<void> {
    try {
      while (again && !stopped) {
        again = false;
        while (!stopped && (await sendBatch()) === batch);
      }
    } finally {
      draining = undefined;
    }
  }

  function drain(): Promise<void> {
    again = true;
    draining ??= drainAll();
    return draining;
  }
  const drainQuietly = () => void drain().catch((error) => !dead && onError(error));

  const { unlisten } = await sql.listen(channel, drainQuietly, drainQuietly);
  const poll = setInterval(drainQuietly, pollMs).unref();
  const close = async () => {
    stopped = true;
    clearInterval(poll);
    await draining?.catch(() => {});
    await unlisten();
  };
  return {
    idle: drain,
    stop: close,
    kill() {
      dead = true;
      return close();
    },
  };
}
