import { afterEach, describe, expect, it } from "vitest";
import { faultPoint, installFaultHook } from "./fault";
import { outboundFetch } from "./outbound";

const realFetch = globalThis.fetch;
afterEach(() => {
  installFaultHook(undefined);
  globalThis.fetch = realFetch;
});

/** Stands for the world: counts what reaches it. */
function world(status = 200) {
  const reached: string[] = [];
  globalThis.fetch = async (input) => {
    reached.push(String(input));
    return new Response("real", { status });
  };
  return reached;
}

describe("a fault point", () => {
  it("does nothing where no hook is installed", async () => {
    expect(await faultPoint("tx:any:before-commit")).toBeUndefined();
  });

  it("tells the hook which point it is, and hands on what it says", async () => {
    const seen: string[] = [];
    installFaultHook((point) => {
      seen.push(point);
      if (point === "boom") throw new Error("crash at boom");
      return undefined;
    });
    await faultPoint("a");
    await expect(faultPoint("boom")).rejects.toThrow("crash at boom");
    expect(seen).toEqual(["a", "boom"]);
  });
});

describe("the one way out", () => {
  it("passes a point before and after each call, and the reply unchanged", async () => {
    const reached = world();
    const points: string[] = [];
    installFaultHook((point) => void points.push(point));
    const reply = await outboundFetch("stripe:POST /v1/x")("http://outside.test/x");
    expect(await reply.text()).toBe("real");
    expect(points).toEqual(["out:stripe:POST /v1/x:before", "out:stripe:POST /v1/x:after"]);
    expect(reached).toEqual(["http://outside.test/x"]);
  });

  it.each<[string, (point: string) => Response | "twice" | undefined, number, string]>([
    [
      "a reply from before: the world is never reached",
      (point) => (point.endsWith("before") ? new Response("false") : undefined),
      0,
      "false",
    ],
    [
      "a reply from after: the world has acted, and nobody sees its answer",
      (point) => (point.endsWith("after") ? new Response("false") : undefined),
      1,
      "false",
    ],
    [
      "twice: the world is asked twice, and the second answer seen",
      (point) => (point.endsWith("before") ? "twice" : undefined),
      2,
      "real",
    ],
  ])("can be made to give %s", async (_, hook, times, text) => {
    const reached = world();
    installFaultHook(hook);
    expect(await (await outboundFetch("x")("http://outside.test/")).text()).toBe(text);
    expect(reached).toHaveLength(times);
  });

  it("dies before or after the world was reached, as the hook throws", async () => {
    for (const [at, times] of [
      ["before", 0],
      ["after", 1],
    ] as const) {
      const reached = world();
      installFaultHook((point) => {
        if (point.endsWith(at)) throw new Error("gone");
        return undefined;
      });
      await expect(outboundFetch("x")("http://outside.test/")).rejects.toThrow("gone");
      expect(reached).toHaveLength(times);
    }
  });
});
