import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR } from "@/lib/kernel/clock";
import { listFunctions, runCronNow } from "./queries";
import { openEngines } from "./testing/open-engines";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);

function daily() {
  const ran: string[] = [];
  const app = openApp((client) => [
    client.createFunction({ id: "daily", retries: 0, triggers: [{ cron: "0 4 * * *" }] }, async ({ step }) => {
      await step.run("note", () => void ran.push(app.clock.now().toISOString()));
    }),
  ]);
  app.clock.set("2026-11-20T12:00:00Z");
  return { ...app, ran };
}

it("fires a cron when its time has come, once, and again at the next", async () => {
  const { clock, ran, start } = daily();
  const engine = await start();
  await engine.idle();
  clock.set("2026-11-21T03:59:00Z");
  await engine.idle();
  expect(ran).toEqual([]);
  clock.set("2026-11-21T04:00:00Z");
  await engine.idle();
  await engine.idle();
  expect(ran).toEqual(["2026-11-21T04:00:00.000Z"]);
  clock.set("2026-11-22T04:00:01Z");
  await engine.idle();
  expect(ran).toHaveLength(2);
});

it("catches up with one run on the ticks that passed while no engine ran", async () => {
  const { clock, ran, start } = daily();
  const before = await start();
  await before.stop();
  clock.advance(3 * DAY);
  const engine = await start();
  await engine.idle();
  expect(ran).toHaveLength(1);
  await engine.stop();
  clock.advance(HOUR);
  await (await start()).idle();
  expect(ran).toHaveLength(1);
});

it("fires a tick in one of two engines only", async () => {
  const { clock, ran, start } = daily();
  const engines = [await start(), await start()];
  clock.set("2026-11-21T04:00:00Z");
  await Promise.all(engines.map((engine) => engine.idle()));
  await Promise.all(engines.map((engine) => engine.idle()));
  expect(ran).toHaveLength(1);
});

it("runs a cron now when asked, and keeps its timetable", async () => {
  const { clock, ran, start, id } = daily();
  const engine = await start();
  await engine.idle();
  expect(await runCronNow(database.sql, `${id}-daily`, clock.now())).toBe(true);
  await expect.poll(() => ran).toEqual(["2026-11-20T12:00:00.000Z"]);
  await engine.idle();
  const row = (await listFunctions(database.sql)).find((one) => one.id === `${id}-daily`);
  expect(row?.crons).toEqual([
    { expression: "0 4 * * *", lastAt: clock.now(), nextAt: new Date("2026-11-21T04:00:00Z") },
  ]);
  expect(await runCronNow(database.sql, "nobody", clock.now())).toBe(false);
});
