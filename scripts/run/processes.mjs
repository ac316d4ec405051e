import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

const running = new Set();

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches only this script, which then stops things in order.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{env?: Record<string, string | undefined>, ipc?: boolean, stdio?: "inherit" | "pipe"}} [options]
 *   ipc: the child can notice that this script died (see exit-with-parent.mjs)
 */
export function startProcess(file, args, { env = process.env, ipc = false, stdio = "inherit" } = {}) {
  const out = stdio === "inherit" ? "inherit" : "pipe";
  const child = spawn(file, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", out, out, ...(ipc ? ["ipc"] : [])],
  });
  running.add(child);
  const ended = new Promise((done) => {
    child.once("error", (error) => done({ code: 127, error }));
    child.once("exit", (code, signal) => done({ code: code ?? 1, signal }));
  }).finally(() => running.delete(child));
  return { child, ended };
}

/** Runs a program to its end; rejects unless it ends with 0. */
export async function runProcess(file, args, options) {
  const { ended } = startProcess(file, args, options);
  const { code, error } = await ended;
  if (error) throw error;
  if (code !== 0) throw new Error(`${[file, ...args].join(" ").replaceAll(`${root}/`, "")} ended with code ${code}.`);
}

/** Asks a process group to end, and ends it after the grace time. */
export async function stopProcess({ child, ended }, graceSeconds = 15) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  signalGroup(child.pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceSeconds * 1000);
  await ended;
  clearTimeout(timer);
}

/** For a signal in the middle of a step: everything this script still runs. */
export async function stopAllProcesses() {
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise((done) => {
          child.once("exit", done);
          signalGroup(child.pid, "SIGTERM");
          setTimeout(() => signalGroup(child.pid, "SIGKILL"), 15_000).unref();
        }),
    ),
  );
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {}
}
