type Record = { name: string; type: string; ttlSeconds: number; values: string[] };

/**
 * A zone as a master file (RFC 1035), as other DNS hosts import it. SOA and the apex's NS are left out, or stand as comments:
 * they are the host's own, and a new host brings its own.
 */
export function zoneFile(zone: string, records: readonly Record[], at: Date): string {
  const lines = records.flatMap((record) =>
    record.values.map((value) => {
      const line = [ownerOf(record.name, zone), record.ttlSeconds, "IN", record.type, value].join("\t");
      const hosts = record.type === "SOA" || (record.type === "NS" && bare(record.name) === bare(zone));
      return hosts ? `; ${line}` : line;
    }),
  );
  return [`; ${zone}, as it stood on ${at.toISOString()}`, `$ORIGIN ${bare(zone)}.`, ...lines, ""].join("\n");
}

const bare = (name: string) => name.replace(/\.$/, "");

/** `@`, or the name relative to the origin; a name outside of it stays whole, with its dot. */
function ownerOf(name: string, zone: string): string {
  const [host, origin] = [bare(name), bare(zone)];
  if (host === origin || host === "@" || host === "") return "@";
  if (host.endsWith(`.${origin}`)) return host.slice(0, -origin.length - 1);
  return name.endsWith(".") ? name : host;
}
