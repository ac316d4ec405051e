import { type ChildProcess, fork } from "node:child_process";
import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import type { FlowPoints } from "./single-faults";
import type { PlayResult } from "./stage";
import type { Order, Reply } from "./worker";

/** Far beyond the slowest case: whoever takes longer hangs. */
const patienceMs = 240_000;
const template = "faults_template";

/** Makes databases that hold nothing, and drops them. Nothing of them must outlive a crash of Postgres. */
export class Databases {
  #count = 0;
  private constructor(
    private readonly url: string,
    private readonly admin: postgres.Sql,
  ) {}

  static async open(url: string): Promise<Databases> {
    const admin = postgres(databaseUrl(url, "postgres"), { max: 1, onnotice: () => {} });
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes"])
      await admin.unsafe(`alter system set ${setting} = off`);
    await admin`select pg_reload_conf()`;
    await admin.unsafe(`drop database if exists ${template}`);
    await admin.unsafe(`create database ${template}`);
    await migrateDatabase(databaseUrl(url, template));
    return new Databases(url, admin);
  }

  async create(): Promise<{ url: string; drop: () => Promise<void> }> {
    this.#count += 1;
    const name = `faults_${this.#count}`;
    await this.admin.unsafe(`drop database if exists ${name} with (force)`);
    await this.admin.unsafe(`create database ${name} template ${template}`);
    const drop = async () => void (await this.admin.unsafe(`drop database ${name} with (force)`));
    return { url: databaseUrl(this.url, name), drop };
  }

  async close(): Promise<void> {
    await this.admin.end({ timeout: 5 });
  }
}

function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** One worker process on a database of its own. */
export class Worker {
  #waiting: ((reply: Reply | null) => void) | null = null;

  private constructor(
    private readonly child: ChildProcess,
    private readonly drop: () => Promise<void>,
  ) {
    child.on("message", (reply: Reply) => this.#answer(reply));
    child.on("exit", () => this.#answer(null));
  }

  static async start(databases: Databases, bundle: string): Promise<Worker> {
    const { url, drop } = await databases.create();
    const child = fork(bundle, [], {
      execArgv: ["--conditions=react-server", "--enable-source-maps"],
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", 2, 2, "ipc"],
    });
    const worker = new Worker(child, drop);
    if (!(await worker.#next())) throw new Error("A worker of the fault suite did not start.");
    return worker;
  }

  /** What came of a case; null when the worker hung or died over it, and is of no more use. */
  async play(order: Order): Promise<PlayResult | null> {
    const reply = await this.#send(order);
    return reply && "result" in reply ? reply.result : null;
  }

  async record(flow: string): Promise<FlowPoints> {
    const reply = await this.#send({ label: `record ${flow}` });
    if (!reply || !("points" in reply)) throw new Error(`The flow ${flow} could not be played without any fault.`);
    return reply.points;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill("SIGKILL");
      await gone;
    }
    await this.drop();
  }

  #send(order: Order): Promise<Reply | null> {
    const reply = this.#next();
    this.child.send(order);
    return reply;
  }

  #next(): Promise<Reply | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answer(null), patienceMs);
      this.#waiting = (reply) => {
        clearTimeout(timer);
        this.#waiting = null;
        resolve(reply);
      };
    });
  }

  #answer(reply: Reply | null): void {
    this.#waiting?.(reply);
  }
}
