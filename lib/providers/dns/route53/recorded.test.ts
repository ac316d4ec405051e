import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ManualClock } from "@/lib/kernel/clock";
import type { DnsHost } from "../contract";
import { route53Dns } from "./index";

/** Traffic of the real service, recorded in 2022 by another project. */
const folder = join(import.meta.dirname, "../../../../../shared/fixtures/route53/lexicon/IntegrationTests");
const recordings = existsSync(folder) ? readdirSync(folder) : [];

type Recorded = { method: string; path: string; body: string };

/** As much YAML as these files use: replies are single-quoted scalars, folded over lines. */
function readRecording(file: string): Recorded[] {
  const text = readFileSync(join(folder, file), "utf8");
  return [...text.matchAll(/method: (\w+)\n\s+uri: (\S+)\n.*?string: '((?:[^']|'')*)'/gs)].map((match) => ({
    method: match[1] ?? "",
    path: new URL(match[2] ?? "").pathname.replace(/\/$/, ""),
    body: (match[3] ?? "")
      .replaceAll("''", "'")
      .replace(/(?<!\n)\n(?!\n) */g, " ")
      .replace(/\n\n */g, "\n"),
  }));
}

/** Answers as recorded, in order by method and path; what was not recorded is a 404. */
async function replay<T>(recorded: Recorded[], use: (host: DnsHost) => Promise<T>): Promise<T> {
  const left = [...recorded];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://replay").pathname;
    const at = left.findIndex((entry) => entry.method === request.method && entry.path === path);
    const [entry] = at < 0 ? [] : left.splice(at, 1);
    request
      .resume()
      .on("end", () => response.writeHead(entry ? 200 : 404, { "content-type": "text/xml" }).end(entry?.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(
      route53Dns.open({
        credentials: { accessKeyId: "AKIAREPLAY", secretAccessKey: "replayed" },
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        clock: new ManualClock(),
        trace: () => {},
      }),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const ref = "Z040120927RX9CM38HPQQ";
const withReads = recordings.filter((file) =>
  readRecording(file).some((entry) => entry.method === "GET" && entry.path.endsWith("/rrset")),
);
const withChanges = recordings.filter((file) => readRecording(file).some((entry) => entry.method === "POST"));

describe.skipIf(recordings.length === 0)("recorded replies of Route 53 (skipped without ../shared/fixtures)", () => {
  it("were found", () => {
    expect(withReads.length).toBeGreaterThan(8);
    expect(withChanges.length).toBeGreaterThan(5);
  });

  it.each(withReads)("reads the record sets of %s", async (file) => {
    const sets = await replay(readRecording(file), (host) => host.recordSets(ref));
    const of = (name: string, type: string) => sets.find((set) => set.name === name && set.type === type);
    expect(of("fullcr1stal.tk", "NS")).toEqual({
      name: "fullcr1stal.tk",
      type: "NS",
      ttlSeconds: 172_800,
      values: ["ns-831.awsdns-39.net.", "ns-422.awsdns-52.com.", "ns-1983.awsdns-55.co.uk.", "ns-1283.awsdns-32.org."],
    });
    expect(of("fullcr1stal.tk", "SOA")?.values).toEqual([
      "ns-831.awsdns-39.net. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400",
    ]);
    for (const set of sets.filter((each) => each.type === "TXT"))
      for (const value of set.values) expect(value).not.toContain('"');
    const docs = of("docs.fullcr1stal.tk", "CNAME");
    if (docs) expect(docs.values).toEqual(["docs.example.com."]);
  });

  it.each(withChanges)("reads the state of a change in %s", async (file) => {
    const change = await replay(readRecording(file), (host) =>
      host.applyChanges(ref, [
        {
          action: "put",
          set: { name: "localhost.fullcr1stal.tk", type: "A", ttlSeconds: 3600, values: ["127.0.0.1"] },
        },
      ]),
    );
    expect(change.ref).toMatch(/^C[0-9A-Z]+$/);
    expect(change.state).toBe("pending");
    expect(change.submittedAt?.getUTCFullYear()).toBe(2022);
  });

  it("finds no zone of another name in a list that begins elsewhere", async () => {
    const file = recordings.find((name) => name.includes("private_zone_only")) ?? "";
    expect(await replay(readRecording(file), (host) => host.findZones("fullcr1stal.t"))).toEqual([]);
  });
});
