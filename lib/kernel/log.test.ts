import { afterEach, describe, expect, it } from "vitest";
import { log, redact } from "./log";

const realWrite = process.stderr.write;
afterEach(() => {
  process.stderr.write = realWrite;
});

function written(work: () => void): string {
  let text = "";
  process.stderr.write = ((chunk: string) => {
    text += chunk;
    return true;
  }) as typeof process.stderr.write;
  work();
  process.stderr.write = realWrite;
  return text;
}

describe("redact", () => {
  it.each([
    "password",
    "passwordHash",
    "client_secret",
    "accessToken",
    "authCode",
    "auth_code",
    "auth-code",
    "Authorization",
    "cookie",
    "set-cookie",
    "cardNumber",
    "credentials",
    "apiKey",
    "api_key",
    "stripe-signature",
  ])("AN-51: hides what stands under %s, however deep", (name) => {
    const value = { outer: [{ [name]: "canary-value" }] };
    expect(JSON.stringify(redact(value))).not.toContain("canary-value");
    expect(redact({ [name]: { deep: "canary-value" } })).toEqual({ [name]: "[redacted]" });
  });

  it("leaves what is no secret, and does not change what it was given", () => {
    const value = { name: "a.com", at: new Date("2026-11-20T12:00:00Z"), list: [1, null, "x"], nested: { years: 2 } };
    expect(redact(value)).toEqual({ ...value, at: "2026-11-20T12:00:00.000Z" });
    const given = { token: "t" };
    redact(given);
    expect(given.token).toBe("t");
  });

  it("keeps of an error its name, message and stack", () => {
    expect(redact(new TypeError("broken"))).toMatchObject({
      name: "TypeError",
      message: "broken",
      stack: expect.any(String),
    });
  });

  it("survives what refers to itself", () => {
    const loop: Record<string, unknown> = { name: "a" };
    loop.self = loop;
    expect(() => redact(loop)).not.toThrow();
  });
});

describe("log", () => {
  it("writes one line of JSON a fact, without secrets and without letting a value break the line", () => {
    const line = written(() => log.warn("it\nhappened", { token: "canary", name: 'evil\r\n{"level":"info"}' }));
    expect(line.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(line)).toMatchObject({ level: "warn", message: "it\nhappened", token: "[redacted]" });
    expect(line).not.toContain("canary");
  });

  it.each(["info", "warn", "error"] as const)("has the level %s", (level) => {
    expect(JSON.parse(written(() => log[level]("x")))).toMatchObject({ level, message: "x" });
  });
});
