import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

const corpus = join(
  import.meta.dirname,
  "../../../shared/fixtures/web-security/fuzzdb/redirect/redirect-urls-template.txt",
);

describe("where a sign-in may lead", () => {
  it("is any path of this site, with its query and fragment", () => {
    for (const path of ["/", "/domains", "/domains?query=a%2Fb", "/orders/ord_1#timeline", "/checkout?x=//y"]) {
      expect(returnPath(path, "/fallback")).toBe(path);
    }
  });

  it("is never another site, whatever spelling is tried", () => {
    const tries = [
      "https://evil.test",
      "//evil.test",
      "///evil.test",
      "/\\evil.test",
      "\\\\evil.test",
      "/\t/evil.test",
      "/\n//evil.test",
      "/..//evil.test",
      "/a/..//evil.test",
      "/%2e%2e//evil.test",
      "javascript:alert(1)",
      "data:text/html,x",
      " /domains",
      "domains",
      "@evil.test",
      "",
      `/${"a".repeat(3000)}`,
    ];
    for (const path of tries) expect(returnPath(path, "/fallback"), JSON.stringify(path)).toBe("/fallback");
  });

  it("is the fallback for what is no text, and never a machine's address", () => {
    for (const path of [undefined, null, 7, ["/domains"], { toString: () => "/domains" }, "/api/auth/signout"]) {
      expect(returnPath(path, "/fallback")).toBe("/fallback");
    }
  });

  it.skipIf(!existsSync(corpus))(
    "stays here for a published corpus of redirect attacks (skipped without the corpus)",
    () => {
      const lines = readFileSync(corpus, "utf8").split("\n").filter(Boolean);
      expect(lines.length).toBeGreaterThan(5);
      for (const line of lines.flatMap((raw) => [raw, `/${raw}`, raw.replaceAll("{target}", "evil.test")])) {
        const url = new URL(returnPath(line, "/fallback"), "https://own.test");
        expect(url.origin, line).toBe("https://own.test");
      }
    },
  );
});
