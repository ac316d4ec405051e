import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type StatementCounts = { queries: number; commits: number };

/**
 * Stands between a program and Postgres and counts what passes: statements other than those that only frame a transaction,
 * and commits that wrote something. `url` is where the program connects instead.
 */
export async function countStatements(databaseUrl: string) {
  const counts: StatementCounts = { queries: 0, commits: 0 };
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream);
    upstream.pipe(client);
    upstream.on("data", countReplies(counts));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    counts,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reads the server's side of one connection: CommandComplete says what was done, ReadyForQuery whether a transaction is open. */
function countReplies(counts: StatementCounts): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  const transaction = { open: false, wrote: false };
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let size = sizeOf(rest); size <= rest.length; size = sizeOf(rest)) {
      const [type, body] = [rest.toString("latin1", 0, 1), rest.toString("latin1", 5, size)];
      rest = rest.subarray(size);
      if (type === "Z") transaction.open = body !== "I";
      if (type === "C") countCommand(counts, transaction, body.slice(0, -1));
    }
  };
}

/** The length of the first message, or endless while not even its head is there. */
function sizeOf(messages: Buffer): number {
  return messages.length < 5 ? Number.POSITIVE_INFINITY : 1 + messages.readInt32BE(1);
}

function countCommand(counts: StatementCounts, transaction: { open: boolean; wrote: boolean }, tag: string): void {
  if (tag === "BEGIN" || tag === "COMMIT" || tag === "ROLLBACK") {
    if (tag === "COMMIT" && transaction.wrote) counts.commits += 1;
    transaction.wrote = false;
    return;
  }
  counts.queries += 1;
  if (!/^(INSERT|UPDATE|DELETE|MERGE).* [1-9]\d*$/.test(tag)) return;
  if (transaction.open) transaction.wrote = true;
  else counts.commits += 1;
}
