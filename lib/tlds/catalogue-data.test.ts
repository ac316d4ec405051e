import { describe, expect, it } from "vitest";
import { parseDomainName } from "@/lib/kernel/domain-name";
import { catalogueData } from "./catalogue-data";

const by = new Map(catalogueData.map((entry) => [entry.tld, entry]));

describe("the catalogue", () => {
  it("PE-45: has about 200 TLDs or more, the named ones and most countries, each once", () => {
    expect(by.size).toBe(catalogueData.length);
    expect(by.size).toBeGreaterThanOrEqual(200);
    for (const tld of "com net org io co dev app ai xyz online store shop de fr uk co.uk eu nl ca com.au jp us".split(
      " ",
    )) {
      expect(by.has(tld), tld).toBe(true);
    }
  });

  it("holds only endings that names are registered under", () => {
    for (const { tld } of catalogueData) expect(parseDomainName(`example.${tld}`)).toMatchObject({ name: { tld } });
  });

  it("has terms that can be sold and rules that agree with themselves", () => {
    for (const entry of catalogueData) {
      expect(entry.minYears, entry.tld).toBeLessThanOrEqual(entry.maxYears);
      expect(entry.maxYears, entry.tld).toBeLessThanOrEqual(10);
      expect(entry.graceDays + entry.redemptionDays, entry.tld).toBeLessThanOrEqual(120);
    }
  });

  it("CO-11, CO-12: knows the exceptions that cost money when forgotten", () => {
    expect(by.get("ai")).toMatchObject({ minYears: 2, maxYears: 10, privacy: false, idn: false });
    expect(by.get("co.uk")).toMatchObject({ authCodeRequired: false });
    expect(by.get("com")).toMatchObject({ authCodeRequired: true, privacy: true });
    expect(by.get("us")).toMatchObject({ privacy: false });
    expect(by.get("dev")).toMatchObject({ httpsOnly: true });
    expect(by.get("de")).toMatchObject({ lockDays: 0 });
  });
});
