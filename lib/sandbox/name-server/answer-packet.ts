import { lookUp } from "./look-up";
import { type Query, readQuery } from "./read-query";
import { type Rcode, writeAnswer, writeBroken } from "./write-answer";
import type { ZoneStore } from "./zone-store";

/** The reply to a packet; null when none is due. Never throws, whatever comes in. */
export async function answerPacket(store: ZoneStore, packet: Buffer, transport: "udp" | "tcp"): Promise<Buffer | null> {
  const read = readQuery(packet);
  if (read === null) return null;
  if ("broken" in read) return writeBroken(read.broken);
  const { query } = read;
  const only = (rcode: Rcode) => writeAnswer(query, { rcode, aa: false, answers: [], authorities: [] }, transport);
  try {
    const refusal = refusalOf(query);
    if (refusal) return only(refusal);
    const zone = store.find(query.name);
    if (zone) return writeAnswer(query, lookUp(zone, query.name, query.type), transport);
    const delegation = await store.delegation(query.name);
    if (!delegation) return only("REFUSED");
    return writeAnswer(query, { rcode: "NOERROR", aa: false, answers: [], authorities: [delegation] }, transport);
  } catch (error) {
    console.error("sandbox name server:", error);
    return only("SERVFAIL");
  }
}

function refusalOf(query: Query): Rcode | null {
  if (query.opcode !== 0) return "NOTIMP";
  if (query.edns && query.edns.version !== 0) return "BADVERS";
  if (!query.isInternet || query.type === "AXFR" || query.type === "IXFR") return "REFUSED";
  return null;
}
