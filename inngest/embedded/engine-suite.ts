import { type Context, type Inngest, type InngestFunction, NonRetriableError, RetryAfterError } from "inngest";
import { afterEach, describe, expect, it, vi } from "vitest";
import { HOUR, SECOND } from "@/lib/kernel/clock";

/** An engine under test with the functions that were built for it. */
export type SuiteEngine = {
  send(events: { id?: string; name: string; data?: Record<string, unknown> }[]): Promise<unknown>;
  /** Lets that much of the engine's time pass; a moved clock or a real wait. */
  pass(ms: number): Promise<void>;
  /** Lets the engine do what is due. May return at once where that cannot be known: the suite polls. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

export type MakeEngine = (build: (client: Inngest.Any) => InngestFunction.Any[]) => Promise<SuiteEngine>;

type FailureContext = Context.Any & { error: Error };

/** What a function may rely on, whichever engine runs it. */
export function engineSuite(makeEngine: MakeEngine, { patienceMs = 5 * SECOND } = {}): void {
  const open: SuiteEngine[] = [];
  afterEach(async () => {
    for (const engine of open.splice(0)) await engine.close();
  });
  const start: MakeEngine = async (build) => {
    const engine = await makeEngine(build);
    open.push(engine);
    return engine;
  };
  const eventually = (check: () => void) => vi.waitFor(check, { timeout: patienceMs, interval: 20 });

  describe("steps", () => {
    it("runs steps in order, each once, and gives each result to the next", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "ordered", retries: 0, triggers: [{ event: "s/go" }] }, async ({ event, step }) => {
          const one = await step.run("one", () => log.push("one") && event.data.start);
          const two = await step.run("two", () => log.push("two") && one + 1);
          await step.run("three", () => void log.push(`three ${two}`));
        }),
      ]);
      await engine.send([{ name: "s/go", data: { start: 41 } }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["one", "two", "three 42"]));
    });

    it("tells repeated step ids apart", async () => {
      const log: number[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "loop", retries: 0, triggers: [{ event: "s/loop" }] }, async ({ step }) => {
          for (let turn = 0; turn < 4; turn++) await step.run("turn", () => void log.push(turn));
        }),
      ]);
      await engine.send([{ name: "s/loop" }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual([0, 1, 2, 3]));
    });

    it("runs parallel steps once each and goes on when all are done", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "parallel", retries: 0, triggers: [{ event: "s/parallel" }] }, async ({ step }) => {
          const results = await Promise.all(
            ["a", "b", "c"].map((id) =>
              step.run(id, () => {
                log.push(id);
                return id.toUpperCase();
              }),
            ),
          );
          const after = await step.run("after", () => results.join(""));
          await step.run("last", () => void log.push(after));
        }),
      ]);
      await engine.send([{ name: "s/parallel" }]);
      await engine.settle();
      await eventually(() => expect(log.slice(-1)).toEqual(["ABC"]));
      expect(log.slice(0, -1).sort()).toEqual(["a", "b", "c"]);
    });

    it("goes on in each parallel chain without waiting for the other", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "chains", retries: 0, triggers: [{ event: "s/chains" }] }, async ({ step }) => {
          const quick = async () => {
            await step.run("q1", () => void log.push("q1"));
            await step.run("q2", () => void log.push("q2"));
          };
          const slow = async () => {
            await step.sleep("nap", "2s");
            await step.run("s1", () => void log.push("s1"));
          };
          await Promise.all([quick(), slow()]);
          await step.run("end", () => void log.push("end"));
        }),
      ]);
      await engine.send([{ name: "s/chains" }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["q1", "q2"]));
      await engine.pass(3 * SECOND);
      await eventually(() => expect(log).toEqual(["q1", "q2", "s1", "end"]));
    });
  });

  describe("errors", () => {
    it("tries a step again and then goes on", async () => {
      const log: string[] = [];
      let tries = 0;
      const engine = await start((client) => [
        client.createFunction({ id: "flaky", retries: 3, triggers: [{ event: "s/flaky" }] }, async ({ step }) => {
          await step.run("before", () => void log.push("before"));
          await step.run("flaky", () => {
            if (++tries < 3) throw new RetryAfterError("not yet", SECOND);
            log.push(`try ${tries}`);
          });
          await step.run("after", () => void log.push("after"));
        }),
      ]);
      await engine.send([{ name: "s/flaky" }]);
      await engine.settle();
      await eventually(() => expect(tries).toBe(1));
      await engine.pass(1.5 * SECOND);
      await eventually(() => expect(tries).toBe(2));
      await engine.pass(1.5 * SECOND);
      await eventually(() => expect(log).toEqual(["before", "try 3", "after"]));
    });

    it("lets the function catch a step that failed for good and compensate", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "caught", retries: 5, triggers: [{ event: "s/caught" }] }, async ({ step }) => {
          try {
            await step.run("doomed", () => {
              log.push("tried");
              throw new NonRetriableError("refused");
            });
          } catch (error) {
            await step.run("compensate", () => void log.push(`undone: ${(error as Error).message}`));
          }
        }),
      ]);
      await engine.send([{ name: "s/caught" }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["tried", "undone: refused"]));
    });

    it("X-8: parks a function that fails for good, tells its onFailure, and others flow on", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction(
          {
            id: "poison",
            retries: 0,
            triggers: [{ event: "s/poison" }],
            onFailure: async ({ error, event, step }: FailureContext) => {
              await step.run("report", () => void log.push(`${error.message} of ${event.data.event.data.number}`));
            },
          },
          async ({ step }) => {
            await step.run("bad", () => {
              throw new Error("poison");
            });
          },
        ),
        client.createFunction({ id: "healthy", retries: 0, triggers: [{ event: "s/poison" }] }, async ({ step }) => {
          await step.run("fine", () => void log.push("fine"));
        }),
      ]);
      await engine.send([{ name: "s/poison", data: { number: 7 } }]);
      await engine.settle();
      await eventually(() => expect([...log].sort()).toEqual(["fine", "poison of 7"]));
    });
  });

  describe("time and events", () => {
    it("sleeps until its time has come, not before", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "sleeper", retries: 0, triggers: [{ event: "s/sleep" }] }, async ({ step }) => {
          await step.run("before", () => void log.push("before"));
          await step.sleep("nap", "3s");
          await step.run("after", () => void log.push("after"));
        }),
      ]);
      await engine.send([{ name: "s/sleep" }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["before"]));
      await engine.pass(SECOND);
      expect(log).toEqual(["before"]);
      await engine.pass(3 * SECOND);
      await eventually(() => expect(log).toEqual(["before", "after"]));
    });

    it("waits for the event that matches, not for another, and gets it whole", async () => {
      const log: unknown[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "waiter", retries: 0, triggers: [{ event: "s/wait" }] }, async ({ step }) => {
          await step.run("ready", () => void log.push("ready"));
          const paid = await step.waitForEvent("paid", {
            event: "s/paid",
            timeout: "1h",
            if: "async.data.order == event.data.order && async.data.ok == true",
          });
          await step.run("note", () => void log.push(paid?.data));
        }),
      ]);
      await engine.send([{ name: "s/wait", data: { order: "ord_1" } }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["ready"]));
      await engine.pass(SECOND);
      await engine.send([
        { name: "s/paid", data: { order: "ord_2", ok: true } },
        { name: "s/paid", data: { order: "ord_1", ok: false } },
      ]);
      await engine.pass(SECOND);
      expect(log).toEqual(["ready"]);
      await engine.send([{ name: "s/paid", data: { order: "ord_1", ok: true, amount: 12 } }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["ready", { order: "ord_1", ok: true, amount: 12 }]));
    });

    it("gives up waiting at the time-out", async () => {
      const log: unknown[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "hopeless", retries: 0, triggers: [{ event: "s/hope" }] }, async ({ step }) => {
          const come = await step.waitForEvent("come", { event: "s/never", timeout: "2s" });
          await step.run("note", () => void log.push(come));
        }),
      ]);
      await engine.send([{ name: "s/hope" }]);
      await engine.settle();
      await engine.pass(3 * SECOND);
      await eventually(() => expect(log).toEqual([null]));
    });

    it("starts nothing for an event whose id it has seen", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "once", retries: 0, triggers: [{ event: "s/once" }] }, async ({ event, step }) => {
          await step.run("note", () => void log.push(String(event.data.turn)));
        }),
      ]);
      const id = `once-${process.pid}-${process.hrtime.bigint()}`;
      await engine.send([{ id, name: "s/once", data: { turn: 1 } }]);
      await engine.settle();
      await engine.send([{ id, name: "s/once", data: { turn: 2 } }]);
      await engine.send([{ name: "s/once", data: { turn: 3 } }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual(["1", "3"]));
    });
  });

  describe("functions among themselves", () => {
    it("invokes a function and gets its result, or its error", async () => {
      const log: unknown[] = [];
      const engine = await start((client) => {
        const half = client.createFunction({ id: "half", retries: 0, triggers: [{ event: "s/half" }] }, ({ event }) => {
          if (event.data.of % 2) throw new NonRetriableError(`${event.data.of} is odd`);
          return event.data.of / 2;
        });
        const asker = client.createFunction(
          { id: "asker", retries: 0, triggers: [{ event: "s/ask" }] },
          async ({ step }) => {
            const result = await step.invoke("even", { function: half, data: { of: 8 } });
            await step.run("note", () => void log.push(result));
            try {
              await step.invoke("odd", { function: half, data: { of: 7 } });
            } catch (error) {
              await step.run("note-error", () => void log.push((error as Error).message));
            }
          },
        );
        return [half, asker];
      });
      await engine.send([{ name: "s/ask" }]);
      await engine.settle();
      await eventually(() => expect(log).toEqual([4, expect.stringContaining("7 is odd")]));
    });

    it("sends events from a step and starts what they trigger", async () => {
      const log: unknown[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "sender", retries: 0, triggers: [{ event: "s/out" }] }, async ({ step }) => {
          await step.sendEvent("tell", [
            { name: "s/told", data: { number: 1 } },
            { name: "s/told", data: { number: 2 } },
          ]);
        }),
        client.createFunction({ id: "told", retries: 0, triggers: [{ event: "s/told" }] }, async ({ event, step }) => {
          await step.run("note", () => void log.push(event.data.number));
        }),
      ]);
      await engine.send([{ name: "s/out" }]);
      await engine.settle();
      await eventually(() => expect([...log].sort()).toEqual([1, 2]));
    });

    it("starts a function only for events that meet its trigger's condition", async () => {
      const log: unknown[] = [];
      const engine = await start((client) => [
        client.createFunction(
          { id: "picky", retries: 0, triggers: [{ event: "s/kind", if: "event.data.kind == 'renew'" }] },
          async ({ event, step }) => {
            await step.run("note", () => void log.push(event.data));
          },
        ),
      ]);
      await engine.send([
        { name: "s/kind", data: { kind: "register" } },
        { name: "s/kind", data: { kind: "renew" } },
      ]);
      await engine.settle();
      await eventually(() => expect(log).toEqual([{ kind: "renew" }]));
    });
  });

  describe("long waits", () => {
    it.runIf(patienceMs <= 5 * SECOND)("sleeps for hours when the clock can be moved", async () => {
      const log: string[] = [];
      const engine = await start((client) => [
        client.createFunction({ id: "long", retries: 0, triggers: [{ event: "s/long" }] }, async ({ step }) => {
          await step.sleep("hours", "5.5h");
          await step.run("note", () => void log.push("awake"));
        }),
      ]);
      await engine.send([{ name: "s/long" }]);
      await engine.settle();
      await engine.pass(5 * HOUR);
      expect(log).toEqual([]);
      await engine.pass(HOUR);
      await eventually(() => expect(log).toEqual(["awake"]));
    });
  });
}
