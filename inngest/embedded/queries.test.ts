import { NonRetriableError } from "inngest";
import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { countRuns, findRun, listFunctions, listRuns } from "./queries";
import { openEngines } from "./testing/open-engines";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);

it("lists runs by page, status and function, and shows one with its steps", async () => {
  const { sql } = database;
  const app = openApp((client) => [
    client.createFunction(
      { id: "good", name: "Good", retries: 2, triggers: [{ event: "q/go" }] },
      async ({ event, step }) => {
        await step.run("double", () => event.data.number * 2);
        await step.sleep("nap", "1h");
      },
    ),
    client.createFunction({ id: "bad", retries: 0, triggers: [{ event: "q/bad" }] }, async ({ step }) => {
      await step.run("refuse", () => {
        throw new NonRetriableError("no");
      });
    }),
  ]);
  const engine = await app.start();
  await engine.send([1, 2, 3, 4, 5].map((number) => ({ id: `q-${number}`, name: "q/go", data: { number } })));
  await engine.send([{ name: "q/bad" }]);
  await engine.idle();

  const first = await listRuns(sql, { functionId: `${app.id}-good`, limit: 3 });
  const second = await listRuns(sql, { functionId: `${app.id}-good`, limit: 3, before: first.before });
  expect([first.runs.length, second.runs.length, second.before]).toEqual([3, 2, undefined]);
  expect(new Set([...first.runs, ...second.runs].map((run) => run.eventId)).size).toBe(5);
  expect(first.runs[0]).toMatchObject({
    status: "active",
    eventName: "q/go",
    steps: 2,
    next: { kind: "sleep", at: new Date(app.clock.now().getTime() + 3_600_000), attempt: 0, working: false },
  });
  expect((await listRuns(sql, { status: "failed" })).runs.map((run) => run.functionId)).toEqual([`${app.id}-bad`]);
  expect(await countRuns(sql)).toEqual({ active: 5, completed: 0, failed: 1 });

  const run = await findRun(sql, first.runs[0]?.id ?? "");
  const number = Number(run?.eventId.slice(2));
  expect(run?.event).toMatchObject({ name: "q/go", data: { number } });
  expect(run?.stepRows).toMatchObject([
    { name: "double", op: "StepRun", status: "done", data: number * 2, attempts: 1 },
    { name: "nap", op: "Sleep", status: "pending" },
  ]);
  const [failed] = (await listRuns(sql, { status: "failed" })).runs;
  expect(await findRun(sql, failed?.id ?? "")).toMatchObject({
    error: { message: "no" },
    stepRows: [{ name: "refuse", status: "failed", error: { name: "NonRetriableError", message: "no" } }],
  });
  expect(await findRun(sql, "nobody")).toBeUndefined();
  expect((await listFunctions(sql)).find((one) => one.id === `${app.id}-good`)).toMatchObject({
    ...{ name: "Good", retries: 2, triggers: [{ event: "q/go" }], crons: [] },
  });
});
