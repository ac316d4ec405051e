import { expect, test } from "vitest";
import { isStuck, mayResolve } from "./operation-words";

const now = "2026-11-20T12:00:00.000Z";

test("only a registration whose item is open is for a person to settle", () => {
  const row = { verb: "register", state: "unknown", itemId: "itm_1", itemOpen: true } as const;
  expect(mayResolve(row)).toBe(true);
  expect(mayResolve({ ...row, state: "refused" })).toBe(true);
  expect(mayResolve({ ...row, state: "confirmed" })).toBe(false);
  expect(mayResolve({ ...row, itemOpen: false })).toBe(false);
  expect(mayResolve({ ...row, verb: "capture" })).toBe(false);
});

test("work is stuck after two minutes in flight, a payment page never", () => {
  const row = { verb: "register", state: "sent", createdAt: "2026-11-20T11:57:59.000Z" } as const;
  expect(isStuck(row, now)).toBe(true);
  expect(isStuck({ ...row, createdAt: "2026-11-20T11:58:00.500Z" }, now)).toBe(false);
  expect(isStuck({ ...row, state: "confirmed" }, now)).toBe(false);
  expect(isStuck({ ...row, verb: "open_checkout" }, now)).toBe(false);
});
