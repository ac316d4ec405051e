import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, ManualClock, MINUTE } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import { type Build, openEngines } from "./testing/open-engines";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);

/** A story with every kind of pause: steps, a try that fails, a sleep, a wait, an invocation, parallel steps. */
function story(log: string[]): Build {
  return (client) => {
    const note = (what: string) => () => void log.push(what);
    const part = client.createFunction(
      { id: "part", retries: 0, triggers: [{ event: "c/part" }] },
      async ({ step }) => {
        await step.run("inner", note("inner"));
        return "part";
      },
    );
    const whole = client.createFunction(
      { id: "whole", retries: 3, triggers: [{ event: "c/go" }] },
      async ({ step }) => {
        await step.run("first", note("first"));
        await step.run("second", note("second"));
        await step.run("flaky", () => {
          log.push("flaky");
          if (!log.slice(0, -1).includes("flaky")) throw new Error("once");
        });
        await step.sleep("nap", "1h");
        await step.waitForEvent("signal", { event: "c/signal", timeout: "1d" });
        await step.invoke("part", { function: part });
        await Promise.all([step.run("left", note("left")), step.run("right", note("right"))]);
        await step.run("last", note("last"));
      },
    );
    return [part, whole];
  };
}

/** A place in a step at which a test holds it up. */
function gate() {
  let enter = () => {};
  let open = () => {};
  const entered = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    entered,
    open: () => open(),
    pass: () => {
      enter();
      return opened;
    },
  };
}

const eachStep = ["first", "second", "flaky", "inner", "left", "right", "last"];

type RunningEngine = Awaited<ReturnType<ReturnType<typeof openApp>["start"]>>;

/** Lets the story go on through its pauses until it has ended or the engine was killed. */
async function goOn(engine: RunningEngine, clock: ManualClock, isKilled: () => boolean): Promise<void> {
  for (let turn = 0; turn < 5 && !isKilled(); turn++) {
    await engine.idle();
    clock.advance(2 * HOUR);
    await engine.send([{ name: "c/signal" }]).catch((error) => {
      if (!isKilled()) throw error;
    });
  }
}

describe("a crash", () => {
  it("at any point around a commit loses nothing and repeats at most the step at hand", async () => {
    const points: string[] = [];
    const clean: string[] = [];
    installFaultHook((point) => void points.push(point));
    const rehearsal = openApp(story(clean));
    const calm = await rehearsal.start();
    await calm.send([{ name: "c/go" }]);
    await goOn(calm, rehearsal.clock, () => false);
    await calm.stop();
    expect([...new Set(clean)].sort()).toEqual([...eachStep].sort());
    expect(new Set(points).size).toBeGreaterThanOrEqual(2 * eachStep.length + 2);

    for (const target of new Set(points)) {
      const log: string[] = [];
      const app = openApp(story(log));
      const first = await app.start();
      let killed: Promise<void> | undefined;
      installFaultHook((point) => {
        if (point === target) killed ??= first.kill();
      });
      await first.send([{ name: "c/go" }]);
      await goOn(first, app.clock, () => killed !== undefined);
      expect(killed, target).toBeDefined();
      await killed;
      installFaultHook(undefined);
      const second = await app.start();
      await goOn(second, app.clock, () => false);
      await second.stop();
      const [run] = await database.sql`select status from engine_run where function_id = ${`${app.id}-whole`}`;
      expect({ target, status: run?.status }).toEqual({ target, status: "completed" });
      expect([...new Set(log)].sort(), target).toEqual([...eachStep].sort());
      // "flaky" runs twice anyway; what comes twice besides was at hand: one step, or the two parallel ones.
      const atHand = /:(left|right):/.test(target) ? 2 : 1;
      expect(log.length, target).toBeLessThanOrEqual(eachStep.length + 1 + atHand);
    }
  }, 120_000);

  it("amid many runs, five times over, lets all end; each crash repeats at most one step a run", async () => {
    const log: string[] = [];
    const app = openApp((client) => [
      client.createFunction({ id: "many", retries: 0, triggers: [{ event: "c/many" }] }, async ({ event, step }) => {
        for (let turn = 0; turn < 6; turn++)
          await step.run(`step-${turn}`, () => void log.push(`${event.data.number}:${turn}`));
      }),
    ]);
    let crashAfter = 7;
    for (let life = 0; life < 5; life++) {
      const engine = await app.start();
      let killed: Promise<void> | undefined;
      let stored = 0;
      installFaultHook((point) => {
        if (point.endsWith(":after") && ++stored === crashAfter) killed = engine.kill();
      });
      if (life === 0)
        await engine.send(
          Array.from({ length: 20 }, (_, number) => ({ id: `many-${number}`, name: "c/many", data: { number } })),
        );
      await engine.idle();
      await killed;
      crashAfter += 9;
    }
    installFaultHook(undefined);
    const engine = await app.start();
    await engine.idle();
    const runs = await database.sql`
      select status, count(*)::int from engine_run where function_id = ${`${app.id}-many`} group by status`;
    expect(runs).toEqual([{ status: "completed", count: 20 }]);
    const times = new Map<string, number>();
    for (const step of log) times.set(step, (times.get(step) ?? 0) + 1);
    expect(times.size).toBe(120);
    for (let number = 0; number < 20; number++) {
      const repeats = [...times]
        .filter(([step]) => step.startsWith(`${number}:`))
        .reduce((sum, [, n]) => sum + n - 1, 0);
      expect(repeats).toBeLessThanOrEqual(5);
    }
  }, 60_000);

  it("writes nothing after a kill, though the function's code still runs", async () => {
    const { entered, open, pass } = gate();
    const app = openApp((client) => [
      client.createFunction({ id: "late", retries: 0, triggers: [{ event: "c/late" }] }, async ({ step }) => {
        await step.run("slow", async () => {
          await pass();
          await client.send({ id: "c-too-late", name: "c/told" }).catch(() => {});
        });
        await step.run("next", () => {});
      }),
    ]);
    const engine = await app.start();
    await engine.send([{ name: "c/late" }]);
    await entered;
    const snapshot = () => database.sql`
      select (select count(*) from engine_step where run_id = run.id) as steps, status, job.*
      from engine_run run left join engine_job job on job.run_id = run.id where function_id = ${`${app.id}-late`}`;
    await engine.kill();
    const before = await snapshot();
    open();
    await expect(engine.send([{ name: "c/late" }])).rejects.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await snapshot()).toEqual(before);
    expect(await database.sql`select from engine_event where id = 'c-too-late'`).toHaveLength(0);
  });

  it("of the whole process (SIGKILL) is noticed at once: no lease is waited for", async () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "inngest/embedded/testing/doomed-engine.ts", database.url],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const steps = await new Promise<number>((resolve) => {
      let seen = 0;
      child.stdout.on("data", (text) => {
        seen += String(text).split("step\n").length - 1;
        if (seen < 12) return;
        child.kill("SIGKILL");
      });
      child.on("exit", () => resolve(seen));
    });
    expect(steps).toBeGreaterThanOrEqual(12);
    const { doomedFunctions } = await import("./testing/doomed-functions");
    let repeated = 0;
    const app = openApp((client) => doomedFunctions(client, () => void repeated++), "doomed");
    const engine = await app.start({ clock: { now: () => new Date() } });
    await expect
      .poll(async () => {
        await engine.idle();
        const [row] = await database.sql`
          select count(*)::int as ended from engine_run where function_id = 'doomed-saga' and status = 'completed'`;
        return row?.ended;
      })
      .toBe(10);
    const [row] = await database.sql`select count(*)::int as steps from engine_step where run_id in (
      select id from engine_run where function_id = 'doomed-saga')`;
    expect(row?.steps).toBe(80);
    expect(steps + repeated).toBeLessThanOrEqual(80 + 10);
  }, 60_000);
});

describe("two engines on one database", () => {
  it("share the work", async () => {
    let together = 0;
    let open = () => {};
    const four = new Promise<void>((resolve) => {
      open = resolve;
    });
    const app = openApp((client) => [
      client.createFunction({ id: "shared", retries: 0, triggers: [{ event: "c/shared" }] }, async ({ step }) => {
        await step.run("meet", async () => {
          if (++together === 4) open();
          await four;
        });
      }),
    ]);
    const one = await app.start({ concurrency: 2 });
    const two = await app.start({ concurrency: 2 });
    await one.send(Array.from({ length: 20 }, () => ({ name: "c/shared" })));
    await Promise.all([one.idle(), two.idle()]);
    expect(together).toBe(20);
  });

  it("X-4: a worker that slept through its lease is refused when it wakes, and the run ends once", async () => {
    const log: string[] = [];
    const turns = [gate(), gate()];
    let turn = 0;
    const app = openApp((client) => [
      client.createFunction({ id: "paused", retries: 0, triggers: [{ event: "c/paused" }] }, async ({ step }) => {
        const by = await step.run("slow", async () => {
          const mine = turn++;
          await turns[mine]?.pass();
          return mine;
        });
        await step.run("next", () => void log.push(`after ${by}`));
      }),
    ]);
    const memos = () => database.sql`
      select step.data from engine_step step join engine_run run on run.id = step.run_id
      where function_id = ${`${app.id}-paused`} order by position`;
    const sleeper = await app.start();
    await sleeper.send([{ name: "c/paused" }]);
    await turns[0]?.entered;
    const later = new ManualClock(new Date(app.clock.now().getTime() + 10 * MINUTE));
    const other = await app.start({ clock: later });
    await other.tick();
    await turns[1]?.entered;
    turns[0]?.open();
    await sleeper.idle();
    expect([log, await memos()]).toEqual([[], []]);
    turns[1]?.open();
    await other.idle();
    expect([log, await memos()]).toEqual([["after 1"], [{ data: 1 }, { data: null }]]);
  });

  it("gives back at a graceful stop what it has not finished, and the step at hand is kept", async () => {
    const log: string[] = [];
    const { entered, open, pass } = gate();
    const app = openApp((client) => [
      client.createFunction({ id: "stopped", retries: 0, triggers: [{ event: "c/stopped" }] }, async ({ step }) => {
        await step.run("slow", async () => {
          log.push("slow");
          await pass();
        });
        await step.run("next", () => void log.push("next"));
      }),
    ]);
    const engine = await app.start();
    await engine.send([{ name: "c/stopped" }]);
    await entered;
    const stopping = engine.stop();
    open();
    await stopping;
    expect(log).toEqual(["slow"]);
    const next = await app.start();
    await next.idle();
    expect(log).toEqual(["slow", "next"]);
  });

  it("X-3: ignores what comes late for a run that is over", async () => {
    const app = openApp((client) => [
      client.createFunction({ id: "over", retries: 0, triggers: [{ event: "c/over" }] }, async ({ step }) => {
        await step.run("only", () => {});
      }),
    ]);
    const engine = await app.start();
    await engine.send([{ name: "c/over" }]);
    await engine.idle();
    const [run] = await database.sql`select id from engine_run where function_id = ${`${app.id}-over`}`;
    await database.sql`insert into engine_job (run_id, step_id, kind, run_at) values (${run?.id}, 'step', 'discover', now() - interval '1 day')`;
    app.clock.advance(DAY);
    await engine.idle();
    expect(await database.sql`select from engine_job where run_id = ${run?.id}`).toHaveLength(0);
    expect(await database.sql`select from engine_step where run_id = ${run?.id}`).toHaveLength(1);
  });
});
