import dnsPacket, { type OptAnswer } from "dns-packet";

/** A question, or how to answer what is none. `questionBytes` is sent back as it came, in the case it was asked in. */
export type Query = {
  id: number;
  recursionDesired: boolean;
  opcode: number;
  questionBytes: Buffer;
  name: string;
  type: string;
  isInternet: boolean;
  /** Present when the asker speaks EDNS. */
  edns: { udpPayloadSize: number; version: number } | null;
};
export type ReadQuery = { query: Query } | { broken: { id: number; opcode: number; recursionDesired: boolean } } | null;

const headerBytes = 12;

/** Reads a packet that anybody may have sent. Null: there is nobody to answer (too short, or itself an answer). */
export function readQuery(packet: Buffer): ReadQuery {
  if (packet.length < headerBytes) return null;
  const flags = packet.readUInt16BE(2);
  if ((flags & 0x8000) !== 0) return null;
  const head = { id: packet.readUInt16BE(0), opcode: (flags >> 11) & 0xf, recursionDesired: (flags & 0x0100) !== 0 };
  try {
    const end = questionEnd(packet);
    const decoded = dnsPacket.decode(packet);
    const [question] = decoded.questions ?? [];
    if (!question || decoded.questions?.length !== 1 || end === null) return { broken: head };
    const opt = decoded.additionals?.find((extra): extra is OptAnswer => extra.type === "OPT");
    return {
      query: {
        ...head,
        questionBytes: packet.subarray(headerBytes, end),
        name: question.name === "." ? "" : question.name.toLowerCase(),
        type: question.type,
        isInternet: packet.readUInt16BE(end - 2) === 1,
        edns: opt ? { udpPayloadSize: opt.udpPayloadSize, version: opt.ednsVersion } : null,
      },
    };
  } catch {
    return { broken: head };
  }
}

/** Where the first question ends; null when its name is not plain labels. */
function questionEnd(packet: Buffer): number | null {
  let at = headerBytes;
  while (at < packet.length) {
    const length = packet[at] ?? 0;
    at += 1;
    if (length === 0) return at + 4 <= packet.length ? at + 4 : null;
    if (length > 63) return null;
    at += length;
  }
  return null;
}
