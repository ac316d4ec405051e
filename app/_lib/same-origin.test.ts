import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

const ask = (headers: Record<string, string>, own: string | null = null) => isSameOrigin(new Headers(headers), own);

describe("a request that changes something", () => {
  it("is believed from our own pages", () => {
    expect(ask({ origin: "http://localhost:3000", host: "localhost:3000" })).toBe(true);
    expect(
      ask({ origin: "https://shop.test", host: "inner:3000", "sec-fetch-site": "same-origin" }, "https://shop.test"),
    ).toBe(true);
  });

  it("is refused from elsewhere, from nowhere and from `null`", () => {
    const host = "localhost:3000";
    expect(ask({ host })).toBe(false);
    expect(ask({ host, origin: "null" })).toBe(false);
    expect(ask({ host, origin: "" })).toBe(false);
    expect(ask({ host, origin: "http://evil.test" })).toBe(false);
    expect(ask({ host, origin: "http://localhost:3001" })).toBe(false);
    expect(ask({ host, origin: "http://localhost:3000.evil.test" })).toBe(false);
    expect(ask({ origin: "http://localhost:3000" })).toBe(false);
    expect(ask({ host, origin: "http://localhost:3000", "sec-fetch-site": "same-site" })).toBe(false);
    expect(ask({ host, origin: "http://localhost:3000", "sec-fetch-site": "cross-site" })).toBe(false);
  });

  it("is measured by the configured address where there is one, not by the Host header", () => {
    expect(ask({ origin: "https://evil.test", host: "evil.test" }, "https://shop.test")).toBe(false);
    expect(ask({ origin: "http://shop.test", host: "shop.test" }, "https://shop.test")).toBe(false);
  });
});
