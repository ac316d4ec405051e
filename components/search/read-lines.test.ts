import { expect, it } from "vitest";
import { readLines } from "./read-lines";

function stream(pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function collect(pieces: Uint8Array[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of readLines(stream(pieces))) values.push(value);
  return values;
}

it("gives the same values however the bytes are cut, also inside a letter", async () => {
  const bytes = new TextEncoder().encode('{"name":"bücher.de"}\n\n{"name":"名.jp"}\n{"last":true}');
  const whole = await collect([bytes]);
  expect(whole).toEqual([{ name: "bücher.de" }, { name: "名.jp" }, { last: true }]);
  for (let cut = 1; cut < bytes.length; cut += 1) {
    expect(await collect([bytes.slice(0, cut), bytes.slice(cut)])).toEqual(whole);
  }
});
