import dnsPacket, { type Answer, type CaaData } from "dns-packet";
import type { RecordSet } from "../dns-host/record-values";
import { readStrings } from "../dns-host/record-values";
import type { Query } from "./read-query";

export const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 } as const;
export type Rcode = keyof typeof rcodes;

type Head = { id: number; opcode: number; recursionDesired: boolean };
type Content = { rcode: Rcode; aa: boolean; answers: RecordSet[]; authorities: RecordSet[] };

const ownUdpLimit = 1232;

/** The reply to a packet whose question could not be read. */
export function writeBroken(head: Head): Buffer {
  return Buffer.concat([header(head, { rcode: "FORMERR", aa: false, tc: false }, [0, 0, 0, 0])]);
}

/** The reply to a question, its question section byte for byte; over UDP cut to what the asker can take. */
export function writeAnswer(query: Query, content: Content, transport: "udp" | "tcp"): Buffer {
  const answers = content.answers.flatMap(toRecords);
  const authorities = content.authorities.flatMap(toRecords);
  const extras: Answer[] = query.edns ? [optRecord(rcodes[content.rcode] >> 4)] : [];
  const write = (tc: boolean, sections: [Answer[], Answer[]]) =>
    Buffer.concat([
      header(query, { ...content, tc }, [1, sections[0].length, sections[1].length, extras.length]),
      query.questionBytes,
      bodyOf(sections, extras),
    ]);
  const whole = write(false, [answers, authorities]);
  const limit = transport === "tcp" ? 65_535 : udpLimit(query);
  return whole.length <= limit ? whole : write(true, [[], []]);
}

function udpLimit({ edns }: Query): number {
  return edns ? Math.min(Math.max(edns.udpPayloadSize, 512), ownUdpLimit) : 512;
}

function header(head: Head, said: { rcode: Rcode; aa: boolean; tc: boolean }, counts: number[]): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(head.id, 0);
  const flags =
    0x8000 |
    (head.opcode << 11) |
    (said.aa ? 0x0400 : 0) |
    (said.tc ? 0x0200 : 0) |
    (head.recursionDesired ? 0x0100 : 0) |
    (rcodes[said.rcode] & 0xf);
  bytes.writeUInt16BE(flags, 2);
  for (const [i, count] of counts.entries()) bytes.writeUInt16BE(count, 4 + 2 * i);
  return bytes;
}

function optRecord(extendedRcode: number): Answer {
  return {
    type: "OPT",
    name: ".",
    udpPayloadSize: ownUdpLimit,
    extendedRcode,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

/** The three record sections as they follow the question; nothing in them points back into the packet. */
function bodyOf([answers, authorities]: [Answer[], Answer[]], additionals: Answer[]): Buffer {
  return dnsPacket.encode({ answers, authorities, additionals }).subarray(12);
}

function toRecords(set: RecordSet): Answer[] {
  return set.values.map((value) => toRecord(set, value));
}

function toRecord({ name, type, ttlSeconds: ttl }: RecordSet, value: string): Answer {
  const parts = value.split(" ");
  const at = (i: number) => parts[i] ?? "";
  const number = (i: number) => Number(at(i));
  switch (type) {
    case "A":
    case "AAAA":
    case "CNAME":
    case "NS":
      return { name, type, ttl, data: value };
    case "MX":
      return { name, type, ttl, data: { preference: number(0), exchange: at(1) } };
    case "SRV":
      return { name, type, ttl, data: { priority: number(0), weight: number(1), port: number(2), target: at(3) } };
    case "TXT":
      return { name, type, ttl, data: readStrings(value) ?? [] };
    case "CAA": {
      const text = readStrings(value.slice(value.indexOf('"')))?.[0]?.toString() ?? "";
      return { name, type, ttl, data: { flags: number(0), tag: at(1) as CaaData["tag"], value: text } };
    }
    case "SOA": {
      const [serial, refresh, retry, expire, minimum] = parts.slice(2).map(Number);
      return { name, type, ttl, data: { mname: at(0), rname: at(1), serial, refresh, retry, expire, minimum } };
    }
  }
}
