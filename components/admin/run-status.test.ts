import { expect, test } from "vitest";
import { nextOfRun } from "./run-status";

const job = { kind: "step", attempt: 0, working: false } as const;

test("a run says what it is about to do", () => {
  expect(nextOfRun(null)).toBe("waits for an event");
  expect(nextOfRun({ ...job, working: true })).toBe("working");
  expect(nextOfRun({ ...job, kind: "sleep" })).toBe("sleeps");
  expect(nextOfRun({ ...job, kind: "timeout" })).toBe("waits for an event");
  expect(nextOfRun(job)).toBe("is next");
  expect(nextOfRun({ ...job, attempt: 2 })).toBe("tries again (attempt 3)");
});
