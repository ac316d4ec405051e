import { afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import { openEngines } from "./embedded/testing/open-engines";
import { type Outbox, type OutboxOptions, startOutbox } from "./outbox";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);
const clock = new ManualClock();
const open: Outbox[] = [];

afterEach(async () => {
  installFaultHook(undefined);
  for (const outbox of open.splice(0)) await outbox.stop();
  await database.sql`truncate outbox`;
});

async function start(send: OutboxOptions["send"], options: Partial<OutboxOptions> = {}): Promise<Outbox> {
  const outbox = await startOutbox({ sql: database.sql, send, clock, ...options });
  open.push(outbox);
  return outbox;
}

const write = (...ids: string[]) => database.sql`
  insert into outbox (event_id, name, data, created_at)
  select id, 'x/said', jsonb_build_object('of', id), ${clock.now()} from unnest(${ids}::text[]) as given (id)`;
const unsent = async () =>
  (await database.sql`select event_id from outbox where sent_at is null`).map((row) => row.event_id);

describe("the outbox", () => {
  it("sends what was there before it, in order and in batches, and marks it", async () => {
    await write("a", "b", "c", "d", "e");
    const sent: string[][] = [];
    const outbox = await start(async (events) => sent.push(events.map(({ id }) => id)), { batch: 2 });
    await outbox.idle();
    expect(sent).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(await unsent()).toEqual([]);
  });

  it("sends a new row as soon as its transaction commits, and not if it rolls back", async () => {
    const sent: string[] = [];
    await start(async (events) => sent.push(...events.map(({ id }) => id)));
    await database.sql
      .begin(async (tx) => {
        await tx`insert into outbox (event_id, name, data, created_at) values ('never', 'x/said', '{}', now())`;
        throw new Error("rolled back");
      })
      .catch(() => {});
    await write("f");
    await expect.poll(() => sent).toEqual(["f"]);
  });

  it("keeps what could not be sent and sends it later", async () => {
    let broken = true;
    const sent: string[] = [];
    const errors: unknown[] = [];
    const outbox = await start(
      async (events) => {
        if (broken) throw new Error("engine away");
        sent.push(...events.map(({ id }) => id));
      },
      { onError: (error) => errors.push(error) },
    );
    await write("g");
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    expect(await unsent()).toEqual(["g"]);
    broken = false;
    await outbox.idle();
    expect([sent, await unsent()]).toEqual([["g"], []]);
  });

  it("sends again after a crash between sending and marking; the engine starts the function once", async () => {
    let ran = 0;
    const app = openApp((client) => [
      client.createFunction({ id: "hears", retries: 0, triggers: [{ event: "x/said" }] }, async () => {
        ran++;
      }),
    ]);
    const engine = await app.start();
    const first = await start((events) => engine.send(events));
    let killed: Promise<void> | undefined;
    installFaultHook((point) => {
      if (point === "outbox:after-send") killed ??= first.kill();
    });
    await write("h");
    await expect.poll(() => killed !== undefined).toBe(true);
    await killed;
    installFaultHook(undefined);
    expect(await unsent()).toEqual(["h"]);
    const second = await start((events) => engine.send(events));
    await second.idle();
    await engine.idle();
    expect([ran, await unsent()]).toEqual([1, []]);
  });

  it("shares the rows between two senders", async () => {
    const sent: string[] = [];
    const slow = async (events: { id: string }[]) => {
      await new Promise((resolve) => setImmediate(resolve));
      sent.push(...events.map(({ id }) => id));
    };
    const outboxes = [await start(slow, { batch: 1 }), await start(slow, { batch: 1 })];
    await write("i", "j", "k", "l", "m", "n");
    await Promise.all(outboxes.map((outbox) => outbox.idle()));
    await expect.poll(unsent).toEqual([]);
    expect(sent.sort()).toEqual(["i", "j", "k", "l", "m", "n"]);
  });
});
