import { createSocket } from "node:dgram";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../db/embedded-server.mjs";
import { requireFreePorts } from "./ports.mjs";

test("a taken port is named with the variable that chooses another", async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, () => done()));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePorts([{ port, variable: "PORT", what: "the web server" }])).rejects.toMatchObject({
    message: `Port ${port} for the web server (PORT) is in use by another program.`,
    remedy: expect.stringContaining("PORT="),
  });
});

test("a name server's port must be free for UDP too", async () => {
  const socket = createSocket("udp4");
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", () => done()));
  onTestFinished(() => void socket.close());
  const wanted = { port: socket.address().port, variable: "SANDBOX_DNS_PORT", what: "DNS", host: "127.0.0.1" };
  await expect(requireFreePorts([{ ...wanted, udp: true }])).rejects.toThrow(/SANDBOX_DNS_PORT/);
});

test("the listener of a killed start is waited for", async () => {
  const server = createServer();
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, () => done()));
  const free = requireFreePorts([{ port, variable: "PORT", what: "the web server" }], { waitSeconds: 10 });
  server.close();
  await expect(free).resolves.toBeUndefined();
});
