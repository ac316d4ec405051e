import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetEnv } from "./env";
import { SealBroken, seal, unseal } from "./seal";

const today = "a".repeat(64);
const later = "b".repeat(64);
const context = "transfer_codes:itm_1";

function useKeys(current: string, old = "") {
  vi.stubEnv("NAMEPLATE_MASTER_KEY", current);
  vi.stubEnv("NAMEPLATE_OLD_MASTER_KEYS", old);
  resetEnv();
}

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
  vi.stubEnv("NEXTAUTH_SECRET", "s".repeat(32));
  vi.stubEnv("INNGEST_SIGNING_KEY", "signkey-test-00");
  useKeys(today);
});

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

describe("seal", () => {
  it("opens to what was sealed, whatever characters it has", () => {
    for (const plain of ["", "x", `q"uo'te {}%&<>`, "ключ-鍵-🔑", "0".repeat(5000)])
      expect(unseal(seal(plain, context), context)).toBe(plain);
  });

  it("never seals the same value to the same text, and shows nothing of it", () => {
    const [one, two] = [seal("EPP-canary-77", context), seal("EPP-canary-77", context)];
    expect(one).not.toBe(two);
    for (const sealed of [one, two]) {
      expect(sealed).not.toContain("canary");
      expect(Buffer.from(sealed.split(".")[3] ?? "", "base64url").toString("latin1")).not.toContain("canary");
    }
  });

  it("does not open in another place", () => {
    expect(() => unseal(seal("secret", context), "transfer_codes:itm_2")).toThrow(SealBroken);
  });

  it("does not open when any one character was changed", () => {
    const sealed = seal("Auth-1234", context);
    // Of the last character only some bits mean anything, so every other one is tried.
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (let at = 0; at < sealed.length; at++)
      for (const swapped of at === sealed.length - 1 ? alphabet : "AB") {
        if (swapped === sealed[at]) continue;
        const altered = `${sealed.slice(0, at)}${swapped}${sealed.slice(at + 1)}`;
        expect(() => unseal(altered, context), `changed at ${at}`).toThrow(SealBroken);
      }
  });

  it("does not open when it was cut, made longer, or is something else", () => {
    const sealed = seal("Auth-1234", context);
    for (const other of ["", "plain", sealed.slice(0, -6), `${sealed}AAAA`, sealed.replace("v1.", "v2."), `${sealed} `])
      expect(() => unseal(other, context)).toThrow(SealBroken);
  });

  it("opens old values under a retired key, seals new ones under today's, and says which key is missing", () => {
    const old = seal("Auth-1234", context);
    useKeys(later, today);
    expect(unseal(old, context)).toBe("Auth-1234");
    const fresh = seal("Auth-1234", context);
    expect(fresh.split(".")[1]).not.toBe(old.split(".")[1]);
    useKeys(later);
    expect(unseal(fresh, context)).toBe("Auth-1234");
    expect(() => unseal(old, context)).toThrow(old.split(".")[1]);
  });
});
