import { describe, expect, it } from "vitest";
import { AppError, ProviderError, type ProviderErrorKind } from "@/lib/kernel/errors";
import { publicError } from "./public-error";

const secret = "sk_live_canary";

describe("an error as people read it", () => {
  it("is the verb's own sentence when a verb refused", () => {
    const error = new AppError("conflict", "The cart changed.", {
      fields: { name: "Taken." },
      cause: new Error(secret),
    });
    expect(publicError(error, "req_1", "test")).toEqual({
      code: "conflict",
      message: "The cart changed.",
      fields: { name: "Taken." },
      retryAfterSeconds: null,
    });
  });

  it("never carries a vendor's words, whatever went wrong there", () => {
    const kinds: ProviderErrorKind[] = [
      "auth",
      "rate_limited",
      "unavailable",
      "rejected",
      "not_found",
      "unsupported",
      "insufficient_funds",
      "ambiguous",
    ];
    for (const kind of kinds) {
      const shown = publicError(new ProviderError("stripe", kind, `key ${secret}`), "req_1", "test");
      expect(shown.code).toBe("provider_failed");
      expect(JSON.stringify(shown)).not.toMatch(/canary|stripe/i);
      expect(shown.message).toMatch(/charged/);
    }
  });

  it("is one bland sentence with the request's number when nobody foresaw it", () => {
    for (const error of [new Error(secret), secret, null, { message: secret }]) {
      const shown = publicError(error, "req_42", "test");
      expect(shown).toMatchObject({ code: "internal", fields: {} });
      expect(shown.message).toContain("req_42");
      expect(shown.message).not.toContain(secret);
    }
  });
});
