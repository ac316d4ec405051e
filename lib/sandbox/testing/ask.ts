import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import dnsPacket, { type DecodedPacket, type Packet } from "dns-packet";

type Question = {
  name: string;
  type: string;
  class?: string;
  udpPayloadSize?: number;
  ednsVersion?: number;
  opcode?: number;
};

/** A query as a resolver would send it. */
export function queryPacket({
  name,
  type,
  class: klass = "IN",
  udpPayloadSize,
  ednsVersion = 0,
  opcode = 0,
}: Question): Buffer {
  const opt = {
    type: "OPT",
    name: ".",
    udpPayloadSize,
    ednsVersion,
    extendedRcode: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
  return dnsPacket.encode({
    type: "query",
    id: 4711,
    flags: dnsPacket.RECURSION_DESIRED | (opcode << 11),
    questions: [{ name, type, class: klass }],
    additionals: udpPayloadSize === undefined ? [] : [opt],
  } as unknown as Packet);
}

/** The raw reply over UDP. */
export async function sendUdp(port: number, packet: Buffer): Promise<Buffer> {
  const socket = createSocket("udp4");
  try {
    socket.send(packet, port, "127.0.0.1");
    const [reply] = (await once(socket, "message", { signal: AbortSignal.timeout(5_000) })) as [Buffer];
    return reply;
  } finally {
    socket.close();
  }
}

export async function ask(port: number, question: Question): Promise<DecodedPacket> {
  return dnsPacket.decode(await sendUdp(port, queryPacket(question)));
}

/** Replies to several queries on one TCP connection. */
export async function askTcp(port: number, ...questions: Question[]): Promise<DecodedPacket[]> {
  const socket = connect(port, "127.0.0.1");
  const replies: DecodedPacket[] = [];
  let bytes = Buffer.alloc(0);
  try {
    for (const question of questions) {
      const packet = queryPacket(question);
      socket.write(Buffer.concat([Buffer.from([packet.length >> 8, packet.length & 255]), packet]));
    }
    while (replies.length < questions.length) {
      const [part] = (await once(socket, "data", { signal: AbortSignal.timeout(5_000) })) as [Buffer];
      bytes = Buffer.concat([bytes, part]);
      while (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) {
        const end = 2 + bytes.readUInt16BE(0);
        replies.push(dnsPacket.decode(bytes.subarray(2, end)));
        bytes = bytes.subarray(end);
      }
    }
    return replies;
  } finally {
    socket.destroy();
  }
}
