import { describe, expect, it } from "vitest";
import { DAY, later } from "@/lib/kernel/clock";
import type { RdapDomain } from "@/lib/providers/rdap/contract";
import type { Transferability, TransferBlocker } from "@/lib/providers/registrars/contract";
import { readAuthCode } from "./auth-code";
import { checklist, type TransferKnowledge } from "./checklist";
import type { CheckKey } from "./views";

const now = new Date("2026-11-20T12:00:00Z");
const registry: RdapDomain = {
  name: "old.com",
  statuses: ["active"],
  registeredAt: new Date("2014-03-01T00:00:00Z"),
  transferredAt: null,
  expiresAt: new Date("2027-03-01T00:00:00Z"),
  registrar: { name: "GoDaddy.com, LLC", ianaId: "146" },
  nameServers: [],
};
const yes: Transferability = { verdict: "transferable", blockers: [], authCodeRequired: true };
const free: TransferKnowledge = {
  name: "old.com",
  now,
  registry,
  registrar: yes,
  here: null,
  offered: true,
  lockDays: 60,
  code: undefined,
  codeRequired: true,
};

const line = (known: Partial<TransferKnowledge>, key: CheckKey) =>
  checklist({ ...free, ...known }).find((check) => check.key === key)!;
const no = (kind: TransferBlocker["kind"], until: Date | null = null): Transferability => ({
  verdict: "not_transferable",
  blockers: [{ kind, until, message: "No." }],
  authCodeRequired: true,
});
const withStatus = (...statuses: string[]) => ({ registry: { ...registry, statuses } });

describe("the checklist before a transfer", () => {
  it("PE-29: is all clear for an old, unlocked name elsewhere, and waits for the code alone", () => {
    expect(checklist(free).map(({ key, state }) => [key, state])).toEqual([
      ["exists", "ok"],
      ["elsewhere", "ok"],
      ["unlocked", "ok"],
      ["age", "ok"],
      ["not_deleted", "ok"],
      ["offered", "ok"],
      ["code", "waiting"],
      ["term", "ok"],
    ]);
    expect(line({}, "elsewhere").sentence).toContain("GoDaddy");
    expect(line({}, "term").sentence).toBe("Ends on 1 Mar 2027 now, on 1 Mar 2028 afterwards.");
  });

  it.each([
    ["not registered", { registry: null, registrar: no("other") }, "exists", "nothing to move"],
    ["ours already", { here: "mine" as const }, "elsewhere", "in your account"],
    ["another merchant's", { here: "others" as const }, "elsewhere", "another account"],
    ["under way here (T-6)", { here: "under_way" as const }, "elsewhere", "only once"],
    ["moving elsewhere", withStatus("pending transfer"), "elsewhere", "moving between"],
    ["locked by its registrar", withStatus("client transfer prohibited"), "unlocked", "Unlock it there"],
    ["locked, says ours", { registry: "unanswered" as const, registrar: no("locked") }, "unlocked", "Unlock it there"],
    ["locked by the registry", withStatus("server transfer prohibited"), "unlocked", "The registry itself"],
    ["in redemption", withStatus("redemption period"), "not_deleted", "Restore it"],
    ["in redemption, says ours", { registrar: no("in_redemption") }, "not_deleted", "Restore it"],
    ["being deleted", withStatus("pending delete"), "not_deleted", "deletes it"],
    ["premium", { registrar: { ...yes, verdict: "premium" as const } }, "offered", "premium"],
    ["not offered", { offered: false }, "offered", "not transferred here"],
    ["a code with a blank", { code: readAuthCode("two words") }, "code", "a blank inside"],
    ["a code of one character", { code: readAuthCode("x") }, "code", "too short"],
    ["a code of 300 characters", { code: readAuthCode("x".repeat(300)) }, "code", "too long"],
    [
      "a code the registry refused",
      { code: readAuthCode("Abc-12345"), registrar: no("auth_code") },
      "code",
      "fresh one",
    ],
  ] as const)("T-1: refuses a name that is %s, in its own line, and says what to do", (_, known, key, words) => {
    const check = line(known as Partial<TransferKnowledge>, key);
    expect(check).toMatchObject({ state: "failed", sentence: expect.stringContaining(words) });
  });

  it("AN-28, U-15: names the day on which a young name may move, by its registration or its last move", () => {
    for (const dates of [
      { registeredAt: later(now, -40 * DAY), transferredAt: null },
      { registeredAt: new Date("2014-03-01T00:00:00Z"), transferredAt: later(now, -40 * DAY) },
    ]) {
      const check = line({ registry: { ...registry, ...dates } }, "age");
      expect(check).toMatchObject({ state: "failed", until: later(now, 20 * DAY).toISOString() });
      expect(check.sentence).toContain("10 Dec 2026");
    }
    const told = line({ registry: "unanswered", registrar: no("too_young", later(now, 3 * DAY)) }, "age");
    expect(told.until).toBe(later(now, 3 * DAY).toISOString());
    expect(line({ registry: { ...registry, registeredAt: later(now, -60 * DAY) } }, "age").state).toBe("ok");
    expect(line({ lockDays: 0, registry: { ...registry, registeredAt: later(now, -DAY) } }, "age").state).toBe("ok");
  });

  it("never past ten years: less than the year is said, and a year that would be lost is refused", () => {
    const until = (expiresAt: string) => line({ registry: { ...registry, expiresAt: new Date(expiresAt) } }, "term");
    expect(until("2035-11-20T12:00:00Z")).toMatchObject({
      state: "ok",
      sentence: expect.not.stringContaining("less than"),
    });
    expect(until("2036-05-01T00:00:00Z")).toMatchObject({
      state: "ok",
      sentence: expect.stringContaining("20 Nov 2036"),
    });
    expect(until("2036-05-01T00:00:00Z").sentence).toContain("less than a year more");
    expect(until("2036-11-20T12:00:00Z")).toMatchObject({ state: "failed" });
    expect(until("2028-02-29T00:00:00Z").sentence).toContain("28 Feb 2029");
    expect(line({ registry: "unanswered" }, "term").sentence).toContain("never beyond ten years");
  });

  it("a name in its grace may move, and is told that the year may not show", () => {
    expect(line(withStatus("auto renew period"), "not_deleted")).toMatchObject({
      state: "ok",
      sentence: expect.stringContaining("taken back"),
    });
  });

  it("silence is no yes: with nobody heard, nothing is called clear", () => {
    const states = checklist({ ...free, registry: "unanswered", registrar: "unanswered" });
    expect(states.filter((check) => check.state === "unknown").map((check) => check.key)).toEqual([
      "exists",
      "unlocked",
      "age",
      "not_deleted",
      "offered",
    ]);
  });

  it("what one line says already is not said twice as a refusal of our registrar", () => {
    expect(line({ registrar: no("locked") }, "offered").state).toBe("ok");
    expect(line({ registrar: no("other") }, "offered")).toMatchObject({ state: "failed", sentence: "No." });
  });
});
