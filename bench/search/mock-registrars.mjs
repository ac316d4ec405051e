/**
 * Six registrars' availability endpoints on one port, in a thread of their own. Delay, error and answer of a call follow
 * from the round and its first name alone, so that every side of a round meets the same world.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { parentPort } from "node:worker_threads";

const medianMs = 120;
const sigma = 0.6;

/** Numbers in (0, 1) that depend on nothing but their key. */
function seeded(key) {
  const digest = createHash("sha256").update(key).digest();
  return [0, 4, 8, 12].map((at) => (digest.readUInt32BE(at) + 0.5) / 2 ** 32);
}

function delayOf([a, b]) {
  const normal = Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
  return medianMs * Math.exp(sigma * normal);
}

/** /ROUND/MODE/REGISTRAR, where mode is `clean`, or `faults` for 2 % errors and one call that hangs. */
const server = createServer((request, response) => {
  const [, round, mode, registrar] = (request.url ?? "").split("/");
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const { names, hangs } = JSON.parse(body);
    const draws = seeded(`${round} ${registrar} ${names[0]}`);
    const delayMs = delayOf(draws);
    if (mode === "faults" && names.includes(hangs)) return;
    setTimeout(() => {
      const failed = mode === "faults" && draws[2] < 0.02;
      const answers = names.map((name) => ({ name, status: seeded(name)[3] < 0.5 ? "available" : "taken" }));
      response.writeHead(failed ? 503 : 200, { "content-type": "application/json", "x-delay-ms": String(delayMs) });
      response.end(JSON.stringify(failed ? {} : { answers }));
    }, delayMs);
  });
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => parentPort?.postMessage({ port: server.address().port }));
