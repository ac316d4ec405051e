import { buildZone, type ZoneData } from "./zone-data";

/** Where the registrar sends those who ask about a name that it has interrupted. */
export const noticeServers = ["expired1.sandbox-dns.test", "expired2.sandbox-dns.test"];

/** What an interrupted name answers, whatever is asked below it: the page that says why. */
export function noticeZone(name: string): ZoneData {
  const [first] = noticeServers;
  const of = { ttlSeconds: 60 };
  const soa = `${first}. hostmaster.sandbox-dns.test. 1 7200 900 1209600 60`;
  return buildZone(name, [
    { ...of, name, type: "SOA", values: [soa] },
    { ...of, name, type: "NS", values: noticeServers.map((host) => `${host}.`) },
    { ...of, name, type: "A", values: ["127.0.0.1"] },
    { ...of, name: `*.${name}`, type: "A", values: ["127.0.0.1"] },
  ]);
}
