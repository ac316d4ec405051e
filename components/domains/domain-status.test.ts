import { describe, expect, it } from "vitest";
import { domainStatus } from "./domain-status";

const now = "2026-11-20T12:00:00Z";
const active = { registration: "active", attention: [], expiresAt: "2027-11-20T12:00:00Z", autoRenew: true } as const;
const word = (changes: object) => domainStatus({ ...active, attention: [], ...changes }, now).word;

describe("a domain's one word", () => {
  it("says what is lost before what is asked", () => {
    expect(word({ registration: "expired", attention: [{ kind: "verify_email" }] })).toBe("Expired");
    expect(word({ registration: "expired", attention: [{ kind: "dns_interrupted" }] })).toBe("Switched off");
    expect(word({ attention: [{ kind: "verify_email" }] })).toBe("Verify e-mail");
  });

  it("warns of an end in 30 days only where nothing renews it", () => {
    expect(word({ expiresAt: "2026-12-20T11:00:00Z", autoRenew: false })).toBe("Expiring soon");
    expect(word({ expiresAt: "2026-12-20T11:00:00Z", autoRenew: true })).toBe("Active");
    expect(word({ expiresAt: "2026-12-21T13:00:00Z", autoRenew: false })).toBe("Active");
  });

  it("has a word for what it has never heard of", () => {
    expect(word({ attention: [{ kind: "something_new" }] })).toBe("Needs you");
  });
});
