import { describe, expect, it } from "vitest";
import { authCodeSchema, readAuthCode } from "./auth-code";

describe("an auth code as a person pastes it", () => {
  it.each([
    ["Xy7#kp!Q9z", "Xy7#kp!Q9z"],
    ["  Xy7#kp!Q9z\n", "Xy7#kp!Q9z"],
    ['"Xy7#kp!Q9z"', "Xy7#kp!Q9z"],
    ["“Xy7#kp!Q9z”", "Xy7#kp!Q9z"],
    [`a"b'c<d>&e%f`, `a"b'c<d>&e%f`],
    ["'or-1=1;--", "'or-1=1;--"],
    ["x".repeat(255), "x".repeat(255)],
  ])("takes %j as %j", (raw, code) => {
    expect(readAuthCode(raw)).toEqual({ ok: true, code });
  });

  it.each([
    ["", "Paste the auth code"],
    ["   ", "Paste the auth code"],
    ["K", "too short"],
    ["Kanary 77 code", "a blank inside"],
    ["Kanary\t77", "a blank inside"],
    ["Kanary\u00a077", "a blank inside"],
    ["Kanary\u200b77", "a sign"],
    ["Kanäry77", "a sign"],
    ["Kanary\u000077", "a sign"],
    ["Kanary77".repeat(40).slice(0, 300), "too long"],
  ])("refuses %j", (raw, why) => {
    const read = readAuthCode(raw);
    expect(read).toEqual({ ok: false, sentence: expect.stringContaining(why) });
  });

  it("never repeats any of a code that it refuses", () => {
    for (const raw of ["Kanary 77", "Kanäry77", "Q", "Kanary77".repeat(40)]) {
      const result = authCodeSchema.safeParse(raw);
      expect(result.success).toBe(false);
      expect(JSON.stringify(result.error?.issues)).not.toMatch(/Kan|77|"Q"/);
    }
  });
});
