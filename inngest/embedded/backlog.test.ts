import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { systemClock } from "@/lib/kernel/clock";
import { openPool } from "./open-pool";
import { openEngines } from "./testing/open-engines";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);
const backlog = 10_000;

it("works through a deep queue by its index, oldest first, though the statistics say that the tables are empty", async () => {
  const { sql } = database;
  const order: number[] = [];
  const app = openApp((client) => [
    client.createFunction({ id: "deep", retries: 0, triggers: [{ event: "b/deep" }] }, async ({ event, step }) => {
      await step.run("note", () => void order.push(event.data.number));
    }),
  ]);
  for (const table of ["engine_event", "engine_run", "engine_job"])
    await sql`alter table ${sql(table)} set (autovacuum_enabled = off)`;
  await sql`
    insert into engine_event (id, name, payload, received_at)
    select 'b' || n, 'b/deep', jsonb_build_object('id', 'b' || n, 'name', 'b/deep', 'ts', 0, 'data', jsonb_build_object('number', n)), now()
    from generate_series(1, ${backlog}::int) n`;
  await sql`
    insert into engine_run (id, function_id, event_id, status, created_at)
    select 'run-' || n, ${`${app.id}-deep`}, 'b' || n, 'active', now() from generate_series(1, ${backlog}::int) n`;
  await sql`
    insert into engine_job (run_id, step_id, kind, run_at)
    select 'run-' || n, 'step', 'discover', now() - interval '1 day' + n * interval '1 ms' from generate_series(1, ${backlog}::int) n`;

  const pool = openPool({ databaseUrl: database.url }, "plan");
  const plan = await pool`
    explain select run_id from engine_job where run_at <= now() order by run_at limit 20 for update skip locked`;
  await pool.end();
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("Index Scan using engine_job_run_at");
  expect(text).not.toContain("Seq Scan");

  const engine = await app.start({ clock: systemClock, concurrency: 10 });
  void engine.tick();
  await expect.poll(() => order.length, { timeout: 60_000 }).toBeGreaterThan(300);
  await engine.stop();
  const [left] = await sql`select count(*)::int as jobs, count(owner)::int as owned from engine_job`;
  expect(left?.owned).toBe(0);
  expect(left?.jobs).toBeGreaterThan(backlog - 3000);
  const [ended] = await sql`select count(*)::int as runs from engine_run where status = 'completed'`;
  expect((ended?.runs ?? 0) + (left?.jobs ?? 0)).toBe(backlog);
  // Ten run at once, so neighbours may swap; nobody overtakes by more than what is claimed at a time.
  expect(order.every((number, index) => Math.abs(number - 1 - index) <= 40)).toBe(true);
}, 90_000);
