import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { displayName, displayParts } from "./display-name";

const recorded = fileURLToPath(new URL("../../../shared/fixtures/idn/rust-url/punycode_tests.json", import.meta.url));

describe("how a name is shown", () => {
  it.each([
    ["my-shop.com", "my-shop.com"],
    ["xn--bcher-kva.de", "bücher.de"],
    ["xn--80ak6aa92e.com", "xn--80ak6aa92e.com"],
    ["xn--pypal-4ve.com", "xn--pypal-4ve.com"],
    ["xn--not punycode.com", "xn--not punycode.com"],
    ["xn--zzzzzzzzz.com", "xn--zzzzzzzzz.com"],
  ])("AN-7: %s is shown as %s", (ascii, shown) => {
    expect(displayName(ascii)).toBe(shown);
  });

  it("sets label and ending apart, with the A-label only when it differs", () => {
    expect(displayParts("xn--bcher-kva.co.uk")).toEqual({
      text: "bücher.co.uk",
      label: "bücher",
      ending: ".co.uk",
      aLabel: "xn--bcher-kva.co.uk",
    });
    expect(displayParts("shop.com")).toEqual({ text: "shop.com", label: "shop", ending: ".com", aLabel: null });
  });

  it.skipIf(!existsSync(recorded))("decodes the pairs rust-url recorded (skipped without ../shared/fixtures)", () => {
    const pairs = JSON.parse(readFileSync(recorded, "utf8")) as { decoded: string; encoded: string }[];
    let decoded = 0;
    for (const pair of pairs) {
      if (pair.encoded === pair.decoded || !/^[a-z0-9-]+$/.test(pair.encoded)) continue;
      const shown = displayName(`xn--${pair.encoded}`);
      if (shown === `xn--${pair.encoded}`) continue;
      decoded += 1;
      expect(shown).toBe(pair.decoded);
    }
    expect(decoded).toBeGreaterThan(3);
  });
});
