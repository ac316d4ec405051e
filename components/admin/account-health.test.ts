import { expect, test } from "vitest";
import { accountHealth } from "./account-health";

const row = (calls: number, failed: number) => ({ verb: "prices", calls, failed, medianMs: 5 });

test("PE-4: an account is judged by all its calls of the day together", () => {
  expect(accountHealth([]).tone).toBe("idle");
  expect(accountHealth([row(90, 0), row(10, 10)]).tone).toBe("ok");
  expect(accountHealth([row(10, 3)]).tone).toBe("attention");
  expect(accountHealth([row(10, 5)]).tone).toBe("attention");
  expect(accountHealth([row(10, 6)]).tone).toBe("danger");
});
