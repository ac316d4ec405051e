import { expect, test } from "vitest";
import type { OrderItemView, OrderView } from "@/lib/orders/views";
import { judgementOf, lossesOf } from "./judgement-of";

const item = (state: OrderItemView["state"], nameUnicode = "a.com") => ({ state, nameUnicode }) as OrderItemView;
const order = (state: OrderView["state"], ...items: OrderItemView[]) => ({ state, items });

test("CO-30: an order under way may be flagged, and one that waits for a person may be passed or refused", () => {
  expect(judgementOf(order("fulfilling", item("waiting")), false)).toEqual({
    flagged: false,
    mayFlag: true,
    mayJudge: false,
  });
  expect(judgementOf(order("review", item("waiting")), false)).toEqual({
    flagged: true,
    mayFlag: false,
    mayJudge: true,
  });
  expect(judgementOf(order("fulfilling", item("waiting")), true)).toEqual({
    flagged: true,
    mayFlag: false,
    mayJudge: true,
  });
});

test("a delivered order may still be flagged, one that delivered nothing may not", () => {
  expect(judgementOf(order("completed", item("registered")), false).mayFlag).toBe(true);
  expect(judgementOf(order("failed", item("refused")), false).mayFlag).toBe(false);
  expect(judgementOf(order("cancelled", item("cancelled")), false).mayFlag).toBe(false);
});

test("refusing names each name that is lost, and leaves out what has ended already", () => {
  const losses = lossesOf([
    item("waiting", "a.com"),
    item("registering", "b.com"),
    item("registered", "c.com"),
    item("refused", "d.com"),
  ]);
  expect(losses).toHaveLength(3);
  expect(losses[0]).toMatch(/a\.com is not bought.*let go/);
  expect(losses[1]).toMatch(/b\.com ends unless/);
  expect(losses[2]).toMatch(/c\.com is put on hold.*stays charged/);
});
