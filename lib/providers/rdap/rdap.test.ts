import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY, ManualClock } from "@/lib/kernel/clock";
import type { TraceEntry } from "../trace";
import { openRdap } from "./client";

const fixtures = "../shared/fixtures/rdap-whois/openrdap";
const clock = new ManualClock();
const traces: TraceEntry[] = [];
const asked: string[] = [];
let base = "";
let answers: Record<string, { status: number; body: string }> = {};

const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  const { status, body } = answers[request.url ?? ""] ?? { status: 404, body: '{"errorCode":404}' };
  response.writeHead(status, { "content-type": "application/rdap+json" }).end(body);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answers = {};
  asked.length = 0;
  traces.length = 0;
});

const say = (path: string, body: unknown, status = 200) => {
  answers[path] = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
};
const rdap = (bootstrapPath?: string) =>
  openRdap({
    ...(bootstrapPath === undefined ? { baseUrl: base } : {}),
    bootstrapUrl: `${base}${bootstrapPath ?? "/none"}`,
    clock,
    trace: (entry) => traces.push(entry),
  });

describe("what a registry publishes", () => {
  it.skipIf(!existsSync(fixtures))("reads a registry's recorded answer", async () => {
    say("/domain/example.cz", readFileSync(`${fixtures}/rdap/rdap.nic.cz/domain-example.cz.json`, "utf8"));
    expect(await rdap().domain("example.cz")).toEqual({
      name: "example.cz",
      statuses: ["active"],
      registeredAt: new Date("2004-08-30T22:55:00Z"),
      transferredAt: new Date("2007-01-25T02:05:00Z"),
      expiresAt: new Date("2019-08-30T12:00:00Z"),
      registrar: { name: "REG-INTERNET-CZ", ianaId: null },
      nameServers: ["ns2.pipni.cz", "ns3.pipni.cz", "ns.pipni.cz"],
    });
    expect(traces).toMatchObject([{ provider: "rdap", verb: "domain", outcome: "ok" }]);
  });

  it("takes the registrar's name from its card and its number from IANA's list", async () => {
    const fn = ["fn", {}, "text", "Example Registrar, Inc."];
    const publicIds = [{ type: "IANA Registrar ID", identifier: "9999" }];
    say("/domain/a.com", {
      objectClassName: "domain",
      ldhName: "A.COM.",
      status: ["Client Transfer Prohibited"],
      entities: [{ roles: ["registrar"], publicIds, vcardArray: ["vcard", [["version", {}, "text", "4.0"], fn]] }],
    });
    const domain = await rdap().domain("a.com");
    expect(domain?.registrar).toEqual({ name: "Example Registrar, Inc.", ianaId: "9999" });
    expect(domain?.statuses).toEqual(["client transfer prohibited"]);
  });

  it("leaves out what is not as described, instead of believing or failing", async () => {
    say("/domain/a.com", {
      objectClassName: "domain",
      status: "active",
      events: [
        7,
        { eventAction: "expiration", eventDate: "soon" },
        { eventAction: "transfer", eventDate: "2020-01-01" },
      ],
      entities: [{ roles: "registrar", vcardArray: 3 }],
      nameservers: null,
    });
    const domain = await rdap().domain("a.com");
    expect(domain).toMatchObject({
      statuses: [],
      expiresAt: null,
      transferredAt: new Date("2020-01-01"),
      registrar: { name: null },
      nameServers: [],
    });
  });

  it.skipIf(!existsSync(fixtures))("survives every malformed card of the collection", async () => {
    for (const file of ["error_bad_property_type", "error_bad_properties_array", "error_invalid_properties", "mixed"]) {
      const card: unknown = JSON.parse(readFileSync(`${fixtures}/jcard/${file}.json`, "utf8"));
      say("/domain/a.com", {
        objectClassName: "domain",
        entities: [{ roles: ["registrar"], handle: "R-1", vcardArray: card }],
      });
      expect((await rdap().domain("a.com"))?.registrar.name, file).toEqual(expect.any(String));
    }
  });

  it("a name that is not there is null; an answer about another name, a page or silence is no answer", async () => {
    expect(await rdap().domain("free.com")).toBeNull();
    say("/domain/b.com", { objectClassName: "domain", ldhName: "other.com" });
    await expect(rdap().domain("b.com")).rejects.toMatchObject({ kind: "unavailable" });
    say("/domain/c.com", "<html>", 404);
    await expect(rdap().domain("c.com")).rejects.toMatchObject({ kind: "unavailable" });
    say("/domain/d.com", {}, 429);
    await expect(rdap().domain("d.com")).rejects.toMatchObject({ kind: "rate_limited" });
  });

  it("finds the registry of an ending in IANA's list, the longest first, and reads the list once a day", async () => {
    say("/dns.json", {
      services: [
        "nonsense",
        [],
        [["com", "uk"], [`${base}/broad/`]],
        [["co.uk"], [`${base}/narrow/`]],
        [["bad"], ["not an address"]],
      ],
    });
    say("/broad/domain/a.com", { objectClassName: "domain" });
    say("/narrow/domain/a.co.uk", { objectClassName: "domain" });
    const registries = rdap("/dns.json");
    expect(await registries.domain("a.com")).not.toBeNull();
    expect(await registries.domain("a.co.uk")).not.toBeNull();
    await expect(registries.domain("a.zz")).rejects.toMatchObject({ kind: "unsupported" });
    await expect(registries.domain("a.bad")).rejects.toMatchObject({ kind: "unsupported" });
    expect(asked.filter((path) => path === "/dns.json")).toHaveLength(1);
    clock.advance(DAY);
    await registries.domain("a.com");
    expect(asked.filter((path) => path === "/dns.json")).toHaveLength(2);
  });

  it.skipIf(!existsSync(fixtures))("one bad line of the list costs one registry, not all", async () => {
    const list = readFileSync(`${fixtures}/bootstrap_malformed/dns_bad_services.json`, "utf8");
    say("/bad.json", list.replaceAll("https://rdap.nic.cz", `${base}/cz`));
    say("/cz/domain/a.cz", { objectClassName: "domain" });
    expect(await rdap("/bad.json").domain("a.cz")).not.toBeNull();
  });
});
