import { hermeticEnvironment } from "./environment.mjs";

/** An environment on ports that nothing uses and without anything that leads to a real service or to somebody's data. */
export async function freeStackEnvironment() {
  const { freePort } = await import("../../db/embedded-server.mjs");
  const [port, sandboxPort, dnsPort] = [await freePort(), await freePort(), await freePort()];
  return {
    ...hermeticEnvironment(),
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_DNS_PORT: String(dnsPort),
  };
}
