import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import tr46 from "tr46";
import { describe, expect, it } from "vitest";
import { mendedLabel, parseDomainName } from "./domain-name";

const fixtures = fileURLToPath(new URL("../../../shared/fixtures/", import.meta.url));
const fixture = (path: string) => readFileSync(`${fixtures}${path}`, "utf8");
const absent = !existsSync(fixtures);

function ascii(raw: string): string {
  const parsed = parseDomainName(raw);
  return parsed.ok ? parsed.name.ascii : `refused: ${parsed.reason}`;
}

/** The labels of a recorded host beside those of its recorded A-form; a refused host as a whole. */
function labelPairs(input: string, output: string | null): { input: string; output: string | null }[] {
  const from = input.split(/[.。]/);
  const to = output?.split(".") ?? [];
  return from.length === to.length
    ? from.map((label, i) => ({ input: label, output: to[i] ?? null }))
    : [{ input, output }];
}

function agreed(pairs: { input: string; output: string | null }[]): number {
  let count = 0;
  for (const { input, output } of pairs) {
    const parsed = parseDomainName(`${input}.com`);
    if (!parsed.ok) continue;
    expect(parsed.name.label, input).toBe(output);
    count += 1;
  }
  return count;
}

describe("what people type", () => {
  it.each([
    ["my-shop.com", "my-shop.com"],
    ["  My-Shop.COM  ", "my-shop.com"],
    ["https://my-shop.com/path?x=1#y", "my-shop.com"],
    ["http://user:pw@my-shop.com:8080/", "my-shop.com"],
    ["my-shop.com.", "my-shop.com"],
    ["my-shop。com", "my-shop.com"],
    ["my-shop.co.uk", "my-shop.co.uk"],
    ["bücher.de", "xn--bcher-kva.de"],
    ["BÜCHER.DE", "xn--bcher-kva.de"],
    ["bu\u0308cher.de", "xn--bcher-kva.de"],
    ["xn--bcher-kva.de", "xn--bcher-kva.de"],
    ["straße.de", "xn--strae-oqa.de"],
    ["例え.jp", "xn--r8jz45g.jp"],
    ["公司.公司.cn", "xn--55qx5d.xn--55qx5d.cn"],
    ["1.com", "1.com"],
    ["", "refused: empty"],
    ["   ", "refused: empty"],
    ["https://", "refused: empty"],
    ["my..com", "refused: empty"],
    ["myshop", "refused: no_ending"],
    ["localhost", "refused: no_ending"],
    ["12345", "refused: no_ending"],
    ["-shop.com", "refused: hyphen"],
    ["shop-.com", "refused: hyphen"],
    ["ab--cd.com", "refused: hyphen"],
    ["xn--zzzzzz--.com", "refused: character"],
    ["xn--a.com", "refused: character"],
    ["my_shop.com", "refused: character"],
    ["my shop.com", "refused: character"],
    ["my\u0000shop.com", "refused: character"],
    ["my\u200bshop.com", "refused: character"],
    ["my\u202eshop.com", "refused: character"],
    ["my\u00adshop.com", "refused: character"],
    ["🍕.com", "refused: character"],
    ["shop★.com", "refused: character"],
    ["<script>.com", "refused: character"],
    ["=1+1.com", "refused: character"],
    ["com", "refused: public_suffix"],
    ["co.uk", "refused: public_suffix"],
    ["www.my-shop.com", "refused: subdomain"],
    ["a.b.my-shop.co.uk", "refused: subdomain"],
    ["shop.github.io", "refused: subdomain"],
    ["my-shop.notanending", "refused: unknown_ending"],
    ["192.168.1.1", "refused: ip_address"],
    ["2001:db8::1", "refused: ip_address"],
    ["[2001:db8::1]", "refused: ip_address"],
    ["0x7f.1", "refused: ip_address"],
    [`${"a".repeat(63)}.com`, `${"a".repeat(63)}.com`],
    [`${"a".repeat(64)}.com`, "refused: label_too_long"],
    [`${"ü".repeat(60)}.com`, "refused: label_too_long"],
    [`${"a".repeat(60)}.`.repeat(5), "refused: too_long"],
    ["x".repeat(100_000), "refused: too_long"],
  ])("%j is read as %s", (raw, expected) => {
    expect(ascii(raw)).toBe(expected);
  });

  it.each([
    ["my_shop.com", "my-shop.com"],
    ["my shop.com", "my-shop.com"],
    ["-shop-.com", "shop.com"],
    ["ab--cd.com", "ab-cd.com"],
    ["www.my-shop.com", "my-shop.com"],
    ["myshop", "myshop.com"],
    ["shop★.com", "shop.com"],
    ["<script>.com", "script.com"],
  ])("for %j it suggests %s, which can be registered", (raw, suggestion) => {
    const parsed = parseDomainName(raw);
    expect(parsed).toMatchObject({ ok: false, suggestion });
    expect(ascii(suggestion)).toBe(suggestion);
  });

  it("names the underscore and what to type instead", () => {
    expect(parseDomainName("my_shop")).toMatchObject({
      message: "my_shop has a character domains cannot have: the underscore. Try my-shop.",
    });
  });
});

describe("AN-7: names in other scripts", () => {
  it("carries both forms, the ending apart", () => {
    const parsed = parseDomainName("Bücher.公司.cn");
    expect(parsed).toEqual({
      ok: true,
      name: {
        ascii: "xn--bcher-kva.xn--55qx5d.cn",
        unicode: "bücher.公司.cn",
        label: "xn--bcher-kva",
        labelUnicode: "bücher",
        tld: "xn--55qx5d.cn",
        tldUnicode: "公司.cn",
        idn: true,
        mixedScript: false,
        lookalike: false,
      },
    });
  });

  it.each([
    ["pаypal.com", { mixedScript: true, lookalike: false }],
    ["αpple.com", { mixedScript: true, lookalike: false }],
    ["аррӏе.com", { mixedScript: false, lookalike: true }],
    ["москва.com", { mixedScript: false, lookalike: false }],
    ["ひらがなカタカナ漢字.jp", { mixedScript: false, lookalike: false }],
    ["toyotaトヨタ.jp", { mixedScript: false, lookalike: false }],
    ["café-1.fr", { mixedScript: false, lookalike: false }],
  ])("%s is judged for look-alikes", (raw, expected) => {
    const parsed = parseDomainName(raw);
    expect(parsed.ok && parsed.name).toMatchObject(expected);
  });

  it("round-trips any accepted name through both forms", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), (label) => {
        const first = parseDomainName(`${label}.com`);
        if (!first.ok) return;
        expect(parseDomainName(first.name.ascii)).toEqual(first);
        expect(parseDomainName(first.name.unicode)).toEqual(first);
        expect(first.name.ascii).toMatch(/^[a-z0-9-]{1,63}\.com$/);
      }),
      { numRuns: 300 },
    );
  });

  it("never suggests what it would refuse itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const suggestion = mendedLabel(text);
        if (suggestion !== null) expect(parseDomainName(`${suggestion}.com`)).toMatchObject({ ok: true });
      }),
      { numRuns: 300 },
    );
  });
});

describe.skipIf(absent)("against what others recorded (skipped without ../shared/fixtures)", () => {
  it("agrees with ada-idna wherever it accepts, and refuses what ada-idna refuses", () => {
    const cases = (JSON.parse(fixture("idn/ada-idna/toascii.json")) as unknown[]).filter(
      (entry): entry is { input: string; output: string | null } => typeof entry === "object",
    );
    const pairs = cases.flatMap(({ input, output }) => labelPairs(input, output));
    expect(pairs.length).toBeGreaterThan(50);
    expect(agreed(pairs)).toBeGreaterThan(20);
  });

  it("maps every alternating line of ada-idna as recorded, or refuses it", () => {
    const lines = fixture("idn/ada-idna/to_ascii_alternating.txt").split("\n");
    const pairs = lines.flatMap((line, i) => (i % 2 === 0 ? labelPairs(line, lines[i + 1] ?? "") : []));
    expect(agreed(pairs)).toBeGreaterThan(20);
    for (const line of fixture("idn/ada-idna/to_ascii_invalid.txt").split("\n").filter(Boolean)) {
      expect(parseDomainName(`${line}.com`).ok, line).toBe(false);
    }
  });

  it("sells under every ICANN suffix of the Public Suffix List and never sells the suffix itself", () => {
    const list = fixture("domain-lists/public_suffix_list.dat");
    const icann = list.slice(0, list.indexOf("===END ICANN DOMAINS==="));
    const rules = icann.split("\n").filter((line) => /^[^/\s!*]/.test(line));
    const wrong: string[] = [];
    for (const rule of rules) {
      const suffix = tr46.toASCII(rule.trim()) ?? "";
      const parsed = parseDomainName(`example.${suffix}`);
      const alone = parseDomainName(suffix);
      if (!parsed.ok || parsed.name.tld !== suffix || alone.ok || alone.reason !== "public_suffix") wrong.push(rule);
    }
    expect(rules.length).toBeGreaterThan(6000);
    // The installed list is newer or older than the recorded one by some rules.
    expect(wrong.length, wrong.join(" ")).toBeLessThan(rules.length / 100);
  });

  it("reads every naughty string without throwing, and what it accepts is plain ASCII", () => {
    for (const text of JSON.parse(fixture("web-security/blns.json")) as string[]) {
      for (const raw of [text, `${text}.com`]) {
        const parsed = parseDomainName(raw);
        if (parsed.ok) expect(parsed.name.ascii).toMatch(/^[a-z0-9.-]{1,253}$/);
        else expect(parsed.message).not.toBe("");
      }
    }
  });
});
