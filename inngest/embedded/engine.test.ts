import { describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { HOUR, SECOND } from "@/lib/kernel/clock";
import { engineSuite } from "./engine-suite";
import { openEngines } from "./testing/open-engines";

const database = useTestDatabase();
const openApp = openEngines(() => database.url);

describe("the embedded engine keeps what functions rely on", () => {
  engineSuite(async (build) => {
    const { clock, start } = openApp(build);
    const engine = await start();
    return {
      send: (events) => engine.client.send(events.map((event) => ({ ...event, data: event.data ?? {} }))),
      async pass(ms) {
        clock.advance(ms);
        await engine.tick();
        await engine.idle();
      },
      settle: () => engine.idle(),
      close: () => engine.stop(),
    };
  });
});

describe("time", () => {
  it("backs off between tries as Inngest does, and gives up after the last", async () => {
    const triedAt: number[] = [];
    const { clock, start, id } = openApp((client) => [
      client.createFunction({ id: "stubborn", retries: 2, triggers: [{ event: "t/go" }] }, async ({ step }) => {
        await step.run("try", () => {
          triedAt.push(clock.now().getTime());
          throw new Error("no");
        });
      }),
    ]);
    const began = clock.now().getTime();
    const engine = await start();
    await engine.send([{ name: "t/go" }]);
    for (let second = 0; second < 120; second++) {
      await engine.idle();
      clock.advance(SECOND);
    }
    const waits = triedAt.map((at) => (at - began) / SECOND);
    expect(waits).toHaveLength(3);
    expect(waits[0]).toBe(0);
    expect(waits[1]).toBeGreaterThanOrEqual(15);
    expect(waits[1]).toBeLessThanOrEqual(46);
    expect((waits[2] ?? 0) - (waits[1] ?? 0)).toBeGreaterThanOrEqual(30);
    const [run] = await database.sql`select status, error from engine_run where function_id = ${`${id}-stubborn`}`;
    expect(run).toMatchObject({ status: "failed", error: { message: "no" } });
  });

  it("keeps its own long step when the clock jumps past the lease", async () => {
    let release = () => {};
    let entered = 0;
    const { clock, start } = openApp((client) => [
      client.createFunction({ id: "slow", retries: 0, triggers: [{ event: "t/slow" }] }, async ({ step }) => {
        await step.run("slow", () => {
          entered++;
          return new Promise<void>((resolve) => {
            release = resolve;
          });
        });
      }),
    ]);
    const engine = await start();
    await engine.send([{ name: "t/slow" }]);
    await engine.tick();
    clock.advance(3 * HOUR);
    await engine.tick();
    await engine.tick();
    release();
    await engine.idle();
    expect(entered).toBe(1);
  });

  it("sends an event of a step only once, however often the step is tried", async () => {
    let tries = 0;
    let told = 0;
    const { clock, start } = openApp((client) => [
      client.createFunction({ id: "teller", retries: 3, triggers: [{ event: "t/tell" }] }, async ({ step }) => {
        await step.run("tell", async () => {
          await client.send({ name: "t/told", data: {} });
          if (++tries < 3) throw new Error("after sending");
        });
      }),
      client.createFunction({ id: "hearer", retries: 0, triggers: [{ event: "t/told" }] }, async () => {
        told++;
      }),
    ]);
    const engine = await start();
    await engine.send([{ name: "t/tell" }]);
    for (let turn = 0; turn < 3; turn++) {
      await engine.idle();
      clock.advance(HOUR);
    }
    expect([tries, told]).toEqual([3, 1]);
  });
});

describe("parallel steps", () => {
  it("runs a step once that is still under way when its neighbour ends", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ran: string[] = [];
    const { start, id } = openApp((client) => [
      client.createFunction({ id: "uneven", retries: 0, triggers: [{ event: "t/uneven" }] }, async ({ step }) => {
        await Promise.all([
          step.run("quick", () => void ran.push("quick")),
          step.run("slow", () => {
            ran.push("slow");
            return held;
          }),
        ]);
        await step.run("end", () => void ran.push("end"));
      }),
    ]);
    const engine = await start();
    await engine.send([{ name: "t/uneven" }]);
    const discovered = async () => {
      const rows = await database.sql`
        select job.step_id from engine_job job join engine_run run on run.id = job.run_id
        where function_id = ${`${id}-uneven`} and (select count(*) from engine_step where run_id = run.id and status = 'done') = 1`;
      return rows.length === 1 && rows[0]?.step_id !== "step";
    };
    await expect.poll(discovered).toBe(true);
    expect([...ran].sort()).toEqual(["quick", "slow"]);
    release();
    await engine.idle();
    expect(ran.slice(2)).toEqual(["end"]);
  });
});

describe("what the engine cannot do", () => {
  it("refuses functions with options it does not offer, naming every one", async () => {
    const { start } = openApp((client) => [
      client.createFunction(
        { id: "limited", throttle: { limit: 1, period: "1s" }, triggers: [{ event: "t/a" }] },
        async () => {},
      ),
      client.createFunction(
        { id: "cancelled", cancelOn: [{ event: "t/stop" }], triggers: [{ event: "t/a", if: "event.data.x > 3" }] },
        async () => {},
      ),
    ]);
    await expect(start()).rejects.toThrow(/limited: throttle[\s\S]*cancelled: cancel [\s\S]*event\.data\.x > 3/);
  });

  it("fails a run whose step the engine does not offer, instead of leaving it", async () => {
    const { start, id } = openApp((client) => [
      client.createFunction({ id: "signals", retries: 5, triggers: [{ event: "t/signal" }] }, async ({ step }) => {
        await step.waitForSignal("wait", { signal: "s", timeout: "1h" });
      }),
      client.createFunction({ id: "greater", retries: 5, triggers: [{ event: "t/signal" }] }, async ({ step }) => {
        await step.waitForEvent("wait", { event: "t/x", timeout: "1h", if: "async.data.n > 3" });
      }),
    ]);
    const engine = await start();
    await engine.send([{ name: "t/signal" }]);
    await engine.idle();
    const runs = await database.sql`
      select status, error ->> 'message' as message from engine_run where function_id like ${`${id}-%`} order by function_id`;
    expect(runs).toEqual([
      { status: "failed", message: expect.stringContaining("async.data.n > 3") },
      { status: "failed", message: expect.stringContaining("WaitForSignal") },
    ]);
  });

  it("refuses a client whose calls would leave the process", async () => {
    const { Inngest } = await import("inngest");
    const { startEngine } = await import(".");
    const { systemClock } = await import("@/lib/kernel/clock");
    const signingKey = "signkey-test-00";
    const client = new Inngest({ id: "outside", signingKey, isDev: false });
    const starting = startEngine({ databaseUrl: database.url, client, functions: [], signingKey, clock: systemClock });
    await expect(starting).rejects.toThrow(/embeddedClientOptions/);
  });

  it("takes in hostile text that Postgres cannot store as it is", async () => {
    const seen: unknown[] = [];
    const { start } = openApp((client) => [
      client.createFunction(
        { id: "hostile", retries: 0, triggers: [{ event: "t/hostile" }] },
        async ({ event, step }) => {
          const back = await step.run("echo \u0000", () => `\u0000${event.data.text}`);
          await step.run("note", () => void seen.push(back));
        },
      ),
    ]);
    const engine = await start();
    await engine.send([{ name: "t/hostile", data: { text: "a\u0000b\ud800c" } }]);
    await engine.idle();
    expect(seen).toEqual(["\u0000a\ufffdb\ufffdc"]);
  });
});
