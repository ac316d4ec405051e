import { inflateRawSync } from "node:zlib";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditLog, recordSets, zones } from "@/db/schema";
import { newId } from "@/lib/kernel/ids";
import { exitPack } from "./exit-pack";
import { useTraveller } from "./test-traveller";
import { zipOf } from "./zip-of";
import { zoneFile } from "./zone-file";

const traveller = useTraveller();

/** Reads an archive as an unpacker does: from the directory at its end. */
function unzip(zip: Buffer): Record<string, string> {
  const end = zip.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  let at = zip.readUInt32LE(end + 16);
  const files: Record<string, string> = {};
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    expect(zip.toString("latin1", at, at + 4)).toBe("PK\u0001\u0002");
    const [packed, plain, nameLength] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    expect(zip.toString("latin1", local, local + 4)).toBe("PK\u0003\u0004");
    const body = local + 30 + zip.readUInt16LE(local + 26);
    const text = inflateRawSync(zip.subarray(body, body + packed)).toString("utf8");
    expect(Buffer.byteLength(text)).toBe(plain);
    files[name] = text;
    at += 46 + nameLength;
  }
  return files;
}

const at = new Date("2026-11-20T12:34:56Z");

describe("the archive", () => {
  it("holds each file as it was, under its name, with the date it was made", () => {
    const files = [
      { name: "a.txt", text: "Grüße, 鍵\n" },
      { name: "bücher.zone", text: "x".repeat(5000) },
      { name: "empty", text: "" },
    ];
    const zip = zipOf(files, at);
    expect(unzip(zip)).toEqual(Object.fromEntries(files.map(({ name, text }) => [name, text])));
    expect(zip.readUInt16LE(12)).toBe(((2026 - 1980) << 9) | (11 << 5) | 20);
  });
});

describe("the zone as other hosts import it", () => {
  it("is relative to its origin, a line a value, without what belongs to the old host", () => {
    const set = (name: string, type: string, ...values: string[]) => ({ name, type, ttlSeconds: 3600, values });
    const text = zoneFile(
      "shop.com",
      [
        set("shop.com", "SOA", "ns1.host. admin. 1 2 3 4 5"),
        set("shop.com", "NS", "ns1.host.", "ns2.host."),
        set("shop.com.", "A", "192.0.2.1", "192.0.2.2"),
        set("www.shop.com", "CNAME", "shop.com."),
        set("*.shop.com", "TXT", '"v=spf1 -all"'),
        set("sub.shop.com", "NS", "ns.elsewhere."),
      ],
      at,
    );
    expect(text.split("\n")).toEqual([
      "; shop.com, as it stood on 2026-11-20T12:34:56.000Z",
      "$ORIGIN shop.com.",
      "; @\t3600\tIN\tSOA\tns1.host. admin. 1 2 3 4 5",
      "; @\t3600\tIN\tNS\tns1.host.",
      "; @\t3600\tIN\tNS\tns2.host.",
      "@\t3600\tIN\tA\t192.0.2.1",
      "@\t3600\tIN\tA\t192.0.2.2",
      "www\t3600\tIN\tCNAME\tshop.com.",
      '*\t3600\tIN\tTXT\t"v=spf1 -all"',
      "sub\t3600\tIN\tNS\tns.elsewhere.",
      "",
    ]);
  });
});

describe("the exit pack (L-15)", () => {
  it("L-15: has zone, dates as the registrar tells them, and the steps in order; never the code", async () => {
    const { ctx, domain, merchant } = await traveller.owned("packed.com");
    const zoneId = newId("zone");
    const now = traveller.clock.now();
    const own = { domainId: domain.id, merchantId: merchant.id, nameAscii: "packed.com", host: "sandbox" };
    await db()
      .insert(zones)
      .values({ ...own, id: zoneId, hostRef: "z1", callerReference: "c1", createdAt: now });
    const values = ["203.0.113.10"];
    const record = { zoneId, name: "packed.com", type: "A", ttlSeconds: 300, values, updatedAt: now };
    await db()
      .insert(recordSets)
      .values({ ...record, id: newId("recordSet") });

    const { fileName, zip } = await exitPack(ctx, { domainId: domain.id });
    expect(fileName).toBe("packed.com-exit-pack.zip");
    const files = unzip(zip);
    expect(Object.keys(files)).toEqual([
      "READ-ME-FIRST.txt",
      "domain.json",
      "registrant.json",
      "invoices.json",
      "packed.com.zone",
    ]);
    expect(files["packed.com.zone"]).toContain("@\t300\tIN\tA\t203.0.113.10");
    const [held] = (await traveller.world.registrar.holdings()).filter((each) => each.name === "packed.com");
    expect(JSON.parse(files["domain.json"]!)).toMatchObject({
      name: "packed.com",
      expiresAt: held!.expiresAt.toISOString(),
      locked: true,
      mayLeave: true,
    });
    const guide = files["READ-ME-FIRST.txt"]!;
    expect(guide.indexOf("Import packed.com.zone")).toBeLessThan(guide.indexOf("Unlock the name"));
    expect(guide.indexOf("Unlock the name")).toBeLessThan(guide.indexOf("Show the auth code"));
    expect(zip.toString("latin1") + JSON.stringify(files)).not.toContain(await traveller.codeAtRegistrar("packed.com"));
    const audited = await db().select().from(auditLog).where(eq(auditLog.subjectId, domain.id));
    expect(audited.map((row) => row.action)).toEqual(["domain.exit_pack_made"]);
  });

  it("L-15: is made also while the registrar sleeps, from what was read last", async () => {
    const { ctx, domain } = await traveller.owned("asleep.com", { ageDays: 10 });
    traveller.world.registrar.failNext({ verb: "domain", mode: "error-500", times: 9 });
    const files = unzip((await exitPack(ctx, { domainId: domain.id })).zip);
    traveller.world.registrar.clearFaults();
    expect(JSON.parse(files["domain.json"]!)).toMatchObject({
      expiresAt: domain.expiresAt!.toISOString(),
      mayLeave: false,
    });
    expect(files["READ-ME-FIRST.txt"]).toContain("It cannot leave yet");
  });

  it("is nobody else's", async () => {
    const { domain } = await traveller.owned("private.com");
    const { ctx } = await traveller.platform.merchant();
    await expect(exitPack(ctx, { domainId: domain.id })).rejects.toMatchObject({ code: "not_found" });
  });
});
