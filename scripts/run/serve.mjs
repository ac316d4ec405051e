import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nextBin, root } from "./paths.mjs";
import { startProcess, stopProcess } from "./processes.mjs";
import { StepFailure, step } from "./progress.mjs";

/** V8 otherwise lets 100 MB of live heap grow to 400 before it collects (decision 0010). Not a limit: nothing runs out of it. */
const smallHeap = ["--heap-growing-percent=25", "--max-semi-space-size=8"];

/** glibc otherwise keeps an arena a thread, and what was freed below a block still in use. */
const smallMalloc = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" };

/**
 * Starts Next and waits until it answers.
 *
 * @param {{mode: "start" | "dev", env: Record<string, string | undefined>, port: number, log?: "inherit" | "pipe"}} options
 * @returns {Promise<{pid: number | undefined, ended: Promise<{code: number}>, stop(): Promise<void>}>}
 */
export async function serve({ mode, env, port, log = "inherit" }) {
  const guard = pathToFileURL(join(root, "scripts", "run", "exit-with-parent.mjs")).href;
  const args = [...(mode === "start" ? smallHeap : []), "--import", guard, nextBin, mode, "--port", String(port)];
  const lean = { ...smallMalloc, ...env };
  const server = startProcess(process.execPath, args, { env: lean, ipc: true, stdio: log });
  let output = "";
  for (const stream of [server.child.stdout, server.child.stderr]) {
    stream?.on("data", (chunk) => {
      output = (output + chunk).slice(-20_000);
    });
  }
  const answered = step(
    "Starting the server",
    () => waitUntilItAnswers(port, server.ended),
    "The server's own message is above.",
  );
  try {
    await answered;
  } catch (error) {
    await stopProcess(server);
    if (output) throw new StepFailure(`${error.message}\n${output}`, "The server's own message is above.");
    throw error;
  }
  return { pid: server.child.pid, ended: server.ended, stop: () => stopProcess(server), output: () => output };
}

async function waitUntilItAnswers(port, ended) {
  let end;
  ended.then((result) => {
    end = result;
  });
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    if (end) throw new Error(`The server ended with code ${end.code} before it answered.`);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/`, {
        redirect: "manual",
        signal: AbortSignal.timeout(60_000),
      });
      await answer.arrayBuffer();
      return;
    } catch {
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  throw new Error("The server did not answer within two minutes.");
}
