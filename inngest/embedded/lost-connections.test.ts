import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { later, MINUTE, SECOND, systemClock } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import { openEngines } from "./testing/open-engines";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);

describe("the loss", () => {
  it("X-2: of the database's connections, again and again, leaves no run behind", async () => {
    const log: string[] = [];
    const app = openApp((client) => [
      client.createFunction({ id: "cut", retries: 0, triggers: [{ event: "c/cut" }] }, async ({ event, step }) => {
        for (let turn = 0; turn < 4; turn++)
          await step.run(`step-${turn}`, () => void log.push(`${event.data.number}:${turn}`));
      }),
    ]);
    const errors: unknown[] = [];
    const engine = await app.start({ clock: systemClock, onError: (error) => errors.push(error) });
    let stored = 0;
    installFaultHook(async (point) => {
      if (!point.endsWith(":before") || ++stored % 15 !== 0) return;
      await database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name like 'engine %'`;
    });
    await engine.send(Array.from({ length: 10 }, (_, number) => ({ name: "c/cut", data: { number } })));
    const runs = () => database.sql`
      select status, count(*)::int, jsonb_agg(to_jsonb(job) || jsonb_build_object('error', run.error)) filter (where status <> 'completed') as left
      from engine_run run left join engine_job job on job.run_id = run.id where function_id = ${`${app.id}-cut`} group by status`;
    await expect.poll(runs, { timeout: 30_000 }).toEqual([{ status: "completed", count: 10, left: null }]);
    expect(new Set(log).size).toBe(40);
  }, 60_000);

  it("X-2: gives back what was claimed for it by a statement whose answer was lost", async () => {
    const log: string[] = [];
    const app = openApp((client) => [
      client.createFunction({ id: "unheard", retries: 0, triggers: [{ event: "c/unheard" }] }, async ({ step }) => {
        await step.sleep("nap", "1h");
        await step.run("only", () => void log.push("only"));
      }),
    ]);
    const engine = await app.start();
    await engine.send([{ name: "c/unheard" }]);
    await engine.idle();
    // As a claim leaves it that was committed just before the connection broke.
    await database.sql`
      update engine_job job set generation = generation + 1, run_at = ${later(app.clock.now(), MINUTE)},
        owner = (select substr(application_name, 8) from pg_stat_activity where datname = current_database()
          and application_name like 'engine %' order by backend_start desc limit 1)
      from engine_run run where run.id = job.run_id and run.function_id = ${`${app.id}-unheard`}`;
    app.clock.advance(6 * SECOND);
    await expect.poll(() => log, { timeout: 20_000 }).toEqual(["only"]);
    await engine.idle();
  }, 30_000);
});
