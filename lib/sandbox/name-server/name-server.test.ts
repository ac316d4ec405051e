import { Resolver } from "node:dns/promises";
import dnsPacket, { type DecodedPacket } from "dns-packet";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, askTcp, queryPacket, sendUdp } from "../testing/ask";
import { startWorld, type TestWorld } from "../testing/start-world";

let world: TestWorld;
let zoneId: string;

async function api(method: string, path: string, body?: unknown) {
  const reply = await fetch(`${world.url}/dns${path}`, {
    method,
    headers: { authorization: "Bearer sandbox", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await reply.json()) as { zone: { id: string; nameServers: string[] }; error?: { message: string } };
}
async function put(name: string, type: string, ...values: string[]) {
  const reply = await api("POST", `/v1/zones/${zoneId}/changes`, {
    changes: [{ action: "put", set: { name, type, ttlSeconds: 300, values } }],
  });
  expect(reply.error).toBeUndefined();
}
const rcode = (reply: DecodedPacket) => (reply as unknown as { rcode: string }).rcode;
const data = (reply: DecodedPacket) => reply.answers?.map((answer) => ("data" in answer ? answer.data : null));
const owners = (reply: DecodedPacket) => reply.answers?.map((answer) => answer.name);

beforeAll(async () => {
  world = await startWorld();
  zoneId = (await api("POST", "/v1/zones", { name: "tide-tea.com", callerReference: "one" })).zone.id;
  await put("tide-tea.com", "A", "192.0.2.1", "192.0.2.2");
  await put("tide-tea.com", "AAAA", "2001:db8::1");
  await put("tide-tea.com", "CAA", '0 issue "letsencrypt.org"', '128 iodef "mailto:a@tide-tea.com"');
  await put("tide-tea.com", "MX", "0 .");
  await put("tide-tea.com", "TXT", '"v=spf1 -all"', `"${"a".repeat(255)}" "${"b".repeat(200)}"`);
  await put("_sip._tcp.tide-tea.com", "SRV", "10 60 5060 sip.example.com.");
  await put("www.tide-tea.com", "CNAME", "tide-tea.com.");
  await put("out.tide-tea.com", "CNAME", "elsewhere.example.");
  await put("dangling.tide-tea.com", "CNAME", "nothing.tide-tea.com.");
  await put("a.loop.tide-tea.com", "CNAME", "b.loop.tide-tea.com.");
  await put("b.loop.tide-tea.com", "CNAME", "a.loop.tide-tea.com.");
  await put("*.wild.tide-tea.com", "A", "192.0.2.9");
  await put("deep.name.wild.tide-tea.com", "A", "192.0.2.10");
  await put("sub.tide-tea.com", "NS", "ns1.example.net.", "ns2.example.net.");
});
afterAll(() => world?.close());

const port = () => world.dnsPort;

describe("answers", () => {
  it.each([
    ["A", "tide-tea.com", ["192.0.2.1", "192.0.2.2"]],
    ["AAAA", "tide-tea.com", ["2001:db8::1"]],
    ["MX", "tide-tea.com", [{ preference: 0, exchange: "." }]],
    ["SRV", "_sip._tcp.tide-tea.com", [{ priority: 10, weight: 60, port: 5060, target: "sip.example.com" }]],
  ])("%s of a name as it is in the zone", async (type, name, values) => {
    const reply = await ask(port(), { name, type });
    expect(rcode(reply)).toBe("NOERROR");
    expect(reply.flag_aa).toBe(true);
    expect(data(reply)).toEqual(values);
    expect(reply.answers?.[0]).toMatchObject({ ttl: 300 });
  });

  it("CAA with its flag and tag", async () => {
    expect(data(await ask(port(), { name: "tide-tea.com", type: "CAA" }))).toMatchObject([
      { flags: 0, tag: "issue", value: "letsencrypt.org" },
      { flags: 128, tag: "iodef", value: "mailto:a@tide-tea.com" },
    ]);
  });

  it("TXT with strings over 255 bytes in their parts", async () => {
    const reply = await ask(port(), { name: "tide-tea.com", type: "TXT", udpPayloadSize: 1232 });
    expect(data(reply)?.map((parts) => (parts as Buffer[]).map((part) => part.length))).toEqual([[11], [255, 200]]);
  });

  it("NS and SOA of the zone, and the address of each of its servers", async () => {
    const servers = data(await ask(port(), { name: "tide-tea.com", type: "NS" })) as string[];
    expect(servers).toHaveLength(4);
    for (const name of servers) expect(data(await ask(port(), { name, type: "A" }))).toEqual(["127.0.0.1"]);
    const [soa] = data(await ask(port(), { name: "tide-tea.com", type: "SOA" })) as {
      mname: string;
      minimum: number;
    }[];
    expect(soa).toMatchObject({ mname: servers[0], minimum: 300 });
  });

  it("a CNAME together with what it leads to inside the zone", async () => {
    const reply = await ask(port(), { name: "www.tide-tea.com", type: "A" });
    expect(reply.answers?.map((answer) => answer.type)).toEqual(["CNAME", "A", "A"]);
    expect(data(await ask(port(), { name: "www.tide-tea.com", type: "CNAME" }))).toEqual(["tide-tea.com"]);
    expect(data(await ask(port(), { name: "out.tide-tea.com", type: "A" }))).toEqual(["elsewhere.example"]);
  });

  it("NXDOMAIN at the end of a chain that leads nowhere, and an end to a loop", async () => {
    const dangling = await ask(port(), { name: "dangling.tide-tea.com", type: "A" });
    expect(rcode(dangling)).toBe("NXDOMAIN");
    expect(dangling.answers).toHaveLength(1);
    const loop = await ask(port(), { name: "a.loop.tide-tea.com", type: "A" });
    expect(rcode(loop)).toBe("NOERROR");
    expect(loop.answers).toHaveLength(2);
  });

  it("a wildcard under the name that was asked for, and not for names that exist", async () => {
    const reply = await ask(port(), { name: "any.thing.wild.tide-tea.com", type: "A" });
    expect(data(reply)).toEqual(["192.0.2.9"]);
    expect(owners(reply)).toEqual(["any.thing.wild.tide-tea.com"]);
    const between = await ask(port(), { name: "name.wild.tide-tea.com", type: "A" });
    expect(rcode(between)).toBe("NOERROR");
    expect(between.answers).toEqual([]);
    expect(rcode(await ask(port(), { name: "x.name.wild.tide-tea.com", type: "A" }))).toBe("NXDOMAIN");
  });

  it("NODATA and NXDOMAIN with the SOA, for as long as its minimum says", async () => {
    for (const [name, type, code] of [
      ["tide-tea.com", "DS", "NOERROR"],
      ["nope.tide-tea.com", "A", "NXDOMAIN"],
    ] as const) {
      const reply = await ask(port(), { name, type });
      expect(rcode(reply)).toBe(code);
      expect(reply.answers).toEqual([]);
      expect(reply.authorities).toMatchObject([{ type: "SOA", name: "tide-tea.com", ttl: 300 }]);
    }
  });

  it("a delegation inside the zone as a referral", async () => {
    const reply = await ask(port(), { name: "www.sub.tide-tea.com", type: "A" });
    expect(reply.flag_aa).toBe(false);
    expect(reply.authorities?.map((record) => ("data" in record ? record.data : ""))).toEqual([
      "ns1.example.net",
      "ns2.example.net",
    ]);
  });

  it("PE-22: an edit at once", async () => {
    await put("now.tide-tea.com", "A", "192.0.2.20");
    expect(data(await ask(port(), { name: "now.tide-tea.com", type: "A" }))).toEqual(["192.0.2.20"]);
    await put("now.tide-tea.com", "A", "192.0.2.21");
    expect(data(await ask(port(), { name: "now.tide-tea.com", type: "A" }))).toEqual(["192.0.2.21"]);
  });

  it("Node's own resolver", async () => {
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${port()}`]);
    expect((await resolver.resolve4("www.tide-tea.com")).sort()).toEqual(["192.0.2.1", "192.0.2.2"]);
    expect((await resolver.resolveTxt("tide-tea.com")).map((parts) => parts.join("").length)).toEqual([11, 455]);
    await expect(resolver.resolve4("nope.tide-tea.com")).rejects.toMatchObject({ code: "ENOTFOUND" });
  });
});

describe("manners", () => {
  it("gives the question back in the case it came in", async () => {
    const asked = queryPacket({ name: "wWw.TiDe-tEa.CoM", type: "A" });
    const reply = await sendUdp(port(), asked);
    expect(reply.subarray(12, asked.length)).toEqual(asked.subarray(12));
    expect(dnsPacket.decode(reply).answers).toHaveLength(3);
  });

  it("refuses foreign zones, transfers of zones and other classes; does not implement updates", async () => {
    expect(rcode(await ask(port(), { name: "example.org", type: "A" }))).toBe("REFUSED");
    expect(rcode(await ask(port(), { name: ".", type: "NS" }))).toBe("REFUSED");
    expect(rcode(await ask(port(), { name: "tide-tea.com", type: "AXFR" }))).toBe("REFUSED");
    expect(rcode(await ask(port(), { name: "version.bind", type: "TXT", class: "CH" }))).toBe("REFUSED");
    expect(rcode(await ask(port(), { name: "tide-tea.com", type: "SOA", opcode: 5 }))).toBe("NOTIMP");
    const [overTcp] = await askTcp(port(), { name: "tide-tea.com", type: "AXFR" });
    expect(overTcp && rcode(overTcp)).toBe("REFUSED");
  });

  it("cuts what does not fit into UDP, tells so, and has it whole over TCP", async () => {
    await put("big.tide-tea.com", "TXT", ...Array.from({ length: 12 }, (_, i) => `"${String(i).padEnd(200, "x")}"`));
    const question = { name: "big.tide-tea.com", type: "TXT" };
    for (const udpPayloadSize of [undefined, 4096]) {
      const short = await ask(port(), { ...question, ...(udpPayloadSize ? { udpPayloadSize } : {}) });
      expect(short.flag_tc).toBe(true);
      expect(short.answers).toEqual([]);
    }
    const [whole, second] = await askTcp(port(), question, { name: "tide-tea.com", type: "AAAA" });
    expect(whole?.flag_tc).toBe(false);
    expect(whole?.answers).toHaveLength(12);
    expect(second && data(second)).toEqual(["2001:db8::1"]);
  });

  it("keeps to 512 bytes without EDNS, and to the asker's size with it", async () => {
    const question = { name: "tide-tea.com", type: "TXT" };
    expect((await ask(port(), question)).flag_tc).toBe(true);
    const reply = await ask(port(), { ...question, udpPayloadSize: 1232 });
    expect(reply.flag_tc).toBe(false);
    expect(reply.additionals).toMatchObject([{ type: "OPT", udpPayloadSize: 1232 }]);
    const future = await ask(port(), { ...question, udpPayloadSize: 1232, ednsVersion: 1 });
    expect(future.additionals).toMatchObject([{ type: "OPT", extendedRcode: 1 }]);
    expect(future.answers).toEqual([]);
  });

  it("survives whatever it is sent, over UDP and TCP, and answers the next question", async () => {
    const good = queryPacket({ name: "tide-tea.com", type: "A" });
    const { createSocket } = await import("node:dgram");
    const { connect } = await import("node:net");
    const udp = createSocket("udp4");
    const mangled = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => Uint8Array.from(good).fill(byte, at, at + 1)),
      fc.nat(good.length).map((length) => good.subarray(0, length)),
    );
    const packets = [...fc.sample(mangled, 300), selfPointing()];
    for (const [i, packet] of packets.entries()) {
      await new Promise((resolve) => udp.send(packet, port(), "127.0.0.1", resolve));
      // A real question now and then: the server is alive, and the kernel's buffer does not run over.
      if (i % 20 === 0) expect(data(await ask(port(), { name: "tide-tea.com", type: "A" }))).toHaveLength(2);
    }
    const tcp = connect(port(), "127.0.0.1");
    tcp.on("error", () => {});
    for (const packet of packets.slice(0, 50)) tcp.write(packet);
    tcp.end();
    udp.close();
    expect(data(await ask(port(), { name: "tide-tea.com", type: "A" }))).toHaveLength(2);
    const [reply] = await askTcp(port(), { name: "tide-tea.com", type: "A" });
    expect(reply && data(reply)).toHaveLength(2);
  });
});

/** A name that points at itself. */
function selfPointing(): Buffer {
  const packet = Buffer.alloc(18);
  packet.writeUInt16BE(1, 4);
  packet.writeUInt16BE(0xc00c, 12);
  packet.writeUInt16BE(1, 14);
  packet.writeUInt16BE(1, 16);
  return packet;
}
