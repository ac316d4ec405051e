import { expect, it } from "vitest";
import { batch } from "./batch";

it("hands over together what arrived during a flush, and gives each its own result", async () => {
  const flushes: number[][] = [];
  const add = batch(async (items: number[]) => {
    flushes.push(items);
    if (flushes.length === 1) for (const late of [3, 4, 5]) void results.push(add(late));
    return items.map((item) => item * 10);
  });
  const results: Promise<number>[] = [add(1), add(2)];
  await results[0];
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50]);
  expect(flushes).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

it("lets one refused item fail alone", async () => {
  const add = batch(async (items: number[]) => {
    if (items.includes(13)) throw new Error("refused");
    return items;
  });
  const settled = await Promise.allSettled([add(1), add(13), add(2)]);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

it("limits how much it hands over at once", async () => {
  const sizes: number[] = [];
  const add = batch(async (items: number[]) => {
    sizes.push(items.length);
    return items;
  }, 3);
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(add));
  expect(sizes).toEqual([3, 3, 1]);
});
