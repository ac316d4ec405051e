import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { StepFailure } from "./progress.mjs";

/** @returns {Promise<boolean>} whether a TCP listener can be opened there */
export function isTcpPortFree(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)));
  });
}

/** @returns {Promise<boolean>} whether a UDP socket can be bound there */
export function isUdpPortFree(port, host) {
  return new Promise((done) => {
    const socket = createSocket("udp4");
    socket.once("error", () => done(false));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => done(true)));
  });
}

/**
 * @param {{port: number, variable: string, what: string, host?: string, udp?: boolean}[]} wanted
 * @param {{waitSeconds?: number}} [options] how long to wait for the listeners of a killed start to go
 */
export async function requireFreePorts(wanted, { waitSeconds = 0 } = {}) {
  const deadline = performance.now() + waitSeconds * 1000;
  for (;;) {
    const taken = [];
    for (const { port, host, udp, ...rest } of wanted) {
      const free = (await isTcpPortFree(port, host)) && (!udp || (await isUdpPortFree(port, host)));
      if (!free) taken.push({ port, ...rest });
    }
    if (taken.length === 0) return;
    if (performance.now() > deadline) throw portsTaken(taken);
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

function portsTaken(taken) {
  const lines = taken.map(
    ({ port, variable, what }) => `Port ${port} for ${what} (${variable}) is in use by another program.`,
  );
  const example = taken.map(({ port, variable }) => `${variable}=${port + 1000}`).join(" ");
  return new StepFailure(lines.join("\n"), `Stop that program, or choose another port: ${example} npm start`);
}
