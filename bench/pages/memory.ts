import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Memory = {
  /** `pss`: what several processes share counts once. `rss`: the sum, where the kernel does not tell the former. */
  kind: "pss" | "rss";
  totalMb: number;
  supervisorMb: number;
  serverMb: number;
  postgresMb: number;
};

type Row = { pid: number; parent: number; rssKb: number };

/** Everything one running product keeps: the process `npm start` becomes (with the sandbox), what it started, Postgres. */
export function measureMemory({ pid, dataDirectory }: { pid: number; dataDirectory: string }): Memory {
  const rows = listProcesses();
  const postmaster = Number(readFileSync(join(dataDirectory, "postmaster.pid"), "utf8").split("\n")[0]);
  const groups = [[pid], below(rows, pid), [postmaster, ...below(rows, postmaster)]];
  const pss = groups.map((pids) => add(pids.map(proportionalKb)));
  const known = pss.every((kb) => !Number.isNaN(kb));
  const rss = groups.map((pids) => add(pids.map((one) => rows.find((row) => row.pid === one)?.rssKb ?? 0)));
  const [supervisorMb = 0, serverMb = 0, postgresMb = 0] = (known ? pss : rss).map((kb) => Math.round(kb / 102.4) / 10);
  const totalMb = Math.round(add([supervisorMb, serverMb, postgresMb]) * 10) / 10;
  return { kind: known ? "pss" : "rss", totalMb, supervisorMb, serverMb, postgresMb };
}

function listProcesses(): Row[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,rss="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid = 0, parent = 0, rssKb = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, rssKb };
  });
}

function below(rows: Row[], pid: number): number[] {
  const children = rows.filter((row) => row.parent === pid).map((row) => row.pid);
  return children.flatMap((child) => [child, ...below(rows, child)]);
}

/** NaN where it cannot be read; 0 for a process that ended meanwhile. */
function proportionalKb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? 0 : Number.NaN;
  }
}

const add = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
