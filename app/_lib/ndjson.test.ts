import { describe, expect, it } from "vitest";
import { ndjson } from "./ndjson";

async function* count(upTo: number, ended: { how?: string }) {
  try {
    for (let n = 1; n <= upTo; n += 1) yield { n };
    ended.how = "done";
  } finally {
    ended.how ??= "stopped";
  }
}

describe("a stream of JSON lines", () => {
  it("has one event a line, to the end", async () => {
    const ended: { how?: string } = {};
    const response = await ndjson(count(3, ended), new AbortController(), "req_1");
    expect(await response.text()).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
    expect(ended.how).toBe("done");
  });

  it("is empty for no events", async () => {
    expect(await (await ndjson(count(0, {}), new AbortController(), "req_1")).text()).toBe("");
  });

  it("throws what fails before the first event, so that it gets a status", async () => {
    async function* broken(): AsyncGenerator<unknown> {
      yield await Promise.reject(new Error("not even one"));
    }
    await expect(ndjson(broken(), new AbortController(), "req_1")).rejects.toThrow("not even one");
  });

  it("says nothing of a reader who went while an event was awaited", async () => {
    const over = new AbortController();
    async function* untilOver() {
      yield { n: 1 };
      if (!over.signal.aborted) await new Promise((heard) => over.signal.addEventListener("abort", heard));
    }
    const errors: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (line) => errors.push(String(line)) > 0;
    try {
      const reader = (await ndjson(untilOver(), over, "req_1")).body!.getReader();
      await reader.read();
      await reader.cancel();
    } finally {
      process.stderr.write = write;
    }
    expect(errors).toEqual([]);
  });

  it("stops its source when the reader goes", async () => {
    const ended: { how?: string } = {};
    const over = new AbortController();
    const response = await ndjson(count(1_000_000, ended), over, "req_1");
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    expect([over.signal.aborted, ended.how]).toEqual([true, "stopped"]);
  });
});
