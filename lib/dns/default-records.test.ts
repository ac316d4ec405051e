import { describe, expect, it } from "vitest";
import { defaultSettings, type Settings } from "@/lib/settings/schema";
import { defaultRecords } from "./default-records";

const lines = (template: Partial<Settings>) =>
  defaultRecords("quiet.com", { ...defaultSettings, ...template }).map(
    (set) => `${set.name} ${set.type} ${set.values.join()}`,
  );

const noMail = ["quiet.com MX 0 .", "quiet.com TXT v=spf1 -all"];
const web = ["quiet.com A 192.0.2.7", "www.quiet.com CNAME quiet.com."];
const mail = ["mail.quiet.com A 192.0.2.25", "quiet.com MX 10 mail.quiet.com.", "quiet.com TXT v=spf1 mx -all"];

describe("the records that a new zone starts with", () => {
  it.each<[string, Partial<Settings>, string[]]>([
    ["PE-17, X-15: without an address none that needs one, and a null MX with an SPF that forbids all", {}, noMail],
    [
      "PE-17, PE-18, X-12, X-14: with an address the apex, and www that follows it",
      { defaultIp: "192.0.2.7" },
      [...web, ...noMail],
    ],
    ["PE-19: the wildcard only with an address", { defaultWildcard: true }, noMail],
    [
      "PE-19: the wildcard with it",
      { defaultIp: "192.0.2.7", defaultWildcard: true },
      [...web, "*.quiet.com A 192.0.2.7", ...noMail],
    ],
    ["PE-20, PE-21: mail with its own address", { defaultMail: "mail_host", defaultMailIp: "192.0.2.25" }, mail],
    ["PE-20, X-15: mail without one is no mail", { defaultMail: "mail_host" }, noMail],
    ["X-15: a mail address that nobody chose is none", { defaultMailIp: "192.0.2.25" }, noMail],
    [
      "all of it",
      { defaultIp: "192.0.2.7", defaultWildcard: true, defaultMail: "mail_host", defaultMailIp: "192.0.2.25" },
      [...web, "*.quiet.com A 192.0.2.7", ...mail],
    ],
    [
      "X-13: only types that are allowed",
      { defaultIp: "192.0.2.7", dnsAllowedTypes: ["A", "MX"] },
      ["quiet.com A 192.0.2.7", "quiet.com MX 0 ."],
    ],
    ["X-13: nothing where nothing is allowed", { defaultIp: "192.0.2.7", dnsAllowedTypes: [] }, []],
  ])("%s", (_, template, expected) => expect(lines(template)).toEqual(expected));

  it("PE-17: never an empty value, each name and type once, all with the TTL of the settings", () => {
    for (const defaultIp of ["", "192.0.2.7"])
      for (const defaultWildcard of [true, false])
        for (const defaultMail of ["none", "mail_host"] as const)
          for (const defaultMailIp of ["", "192.0.2.25"]) {
            const given = {
              ...defaultSettings,
              defaultIp,
              defaultWildcard,
              defaultMail,
              defaultMailIp,
              defaultTtlSeconds: 600,
            };
            const sets = defaultRecords("quiet.com", given);
            expect(
              sets.flatMap((set) => set.values).every((value) => value.trim() !== "" && !/undefined/.test(value)),
            ).toBe(true);
            expect(new Set(sets.map((set) => `${set.name} ${set.type}`)).size).toBe(sets.length);
            expect(sets.every((set) => set.ttlSeconds === 600)).toBe(true);
            expect(sets.filter((set) => set.type === "TXT" && set.values[0]!.startsWith("v=spf1"))).toHaveLength(1);
            expect(sets.filter((set) => set.type === "MX")).toHaveLength(1);
          }
  });

  it("does the same for a name in another script", () => {
    expect(defaultRecords("xn--bcher-kva.com", { ...defaultSettings, defaultIp: "192.0.2.7" })[1]).toMatchObject({
      name: "www.xn--bcher-kva.com",
      values: ["xn--bcher-kva.com."],
    });
  });
});
