import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { answerPacket } from "./answer-packet";
import type { ZoneStore } from "./zone-store";

export type DnsListener = { port: number; close(): Promise<void> };

const idleMs = 10_000;
const connectionLimit = 200;

/** Answers DNS over UDP and TCP on one port; port 0 takes a free one. */
export async function serveDns(store: ZoneStore, options: { host: string; port: number }): Promise<DnsListener> {
  for (let attempt = 1; ; attempt++) {
    const tcp = await listenTcp(store, options.host, options.port);
    const { port } = tcp.address() as AddressInfo;
    try {
      const udp = await listenUdp(store, options.host, port);
      return { port, close: () => close(tcp, udp) };
    } catch (error) {
      await closeServer(tcp);
      // A free TCP port may be taken on UDP: another one may not.
      if (options.port !== 0 || attempt === 10) throw error;
    }
  }
}

const sockets = new WeakMap<Server, Set<Socket>>();

async function listenTcp(store: ZoneStore, host: string, port: number): Promise<Server> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    talk(store, socket);
  });
  server.maxConnections = connectionLimit;
  sockets.set(server, open);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** Messages come with their length in front, any number on one connection, answered in their order. */
function talk(store: ZoneStore, socket: Socket): void {
  let pending = Buffer.alloc(0);
  let busy = Promise.resolve();
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (part) => {
    pending = Buffer.concat([pending, part]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const length = pending.readUInt16BE(0);
      const message = pending.subarray(2, 2 + length);
      pending = pending.subarray(2 + length);
      busy = busy.then(async () => {
        const reply = await answerPacket(store, message, "tcp");
        if (reply === null) socket.destroy();
        if (reply === null || socket.destroyed) return;
        const prefix = Buffer.alloc(2);
        prefix.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([prefix, reply]));
      });
    }
  });
}

async function listenUdp(store: ZoneStore, host: string, port: number): Promise<UdpSocket> {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  socket.on("message", async (packet, from) => {
    const reply = await answerPacket(store, packet, "udp");
    // The asker may be gone, or the socket closed by now: nobody waits for this.
    if (reply !== null) sendQuietly(socket, reply, from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, host, () => {
      socket.off("error", reject);
      socket.on("error", () => {});
      resolve();
    });
  });
  return socket;
}

function sendQuietly(socket: UdpSocket, reply: Buffer, port: number, address: string): void {
  try {
    socket.send(reply, port, address, () => {});
  } catch {
    // Port 0 as the sender's, or a socket that has just been closed.
  }
}

async function close(tcp: Server, udp: UdpSocket): Promise<void> {
  await Promise.all([closeServer(tcp), new Promise<void>((resolve) => udp.close(() => resolve()))]);
}

function closeServer(server: Server): Promise<void> {
  for (const socket of sockets.get(server) ?? []) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
