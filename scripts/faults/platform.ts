import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest } from "inngest";
import postgres from "postgres";
import { closeDatabase, rawSql } from "@/db/client";
import { makeContact, makeMember } from "@/db/factories";
import { type Engine, embeddedClientOptions, startEngine } from "@/inngest/embedded";
import { functionsOf } from "@/inngest/functions";
import { type Outbox, startOutbox } from "@/inngest/outbox";
import { setRuntimeClock } from "@/inngest/runtime-clock";
import { HOUR, ManualClock, MINUTE } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { resetEnv } from "@/lib/kernel/env";
import { createWorld, type World } from "@/lib/sandbox/main";
import type { FaultInjector } from "./fault-injector";
import { stockShelves } from "./stock-shelves";
import { serveWebhooks } from "./webhook-server";

const webhookSecret = "whsec_platform_under_test";
const signingKey = "signkey-test-00112233445566778899aabbccddeeff";
const start = "2026-11-20T12:00:00Z";

/** Every moment that something waits for is visited for so long; then the stops grow apart, as in a busy process. */
const fineMs = 5 * MINUTE;
const coarsestMs = 6 * HOUR;

/**
 * The whole product in one process over a real database and the sandbox world, on one clock that is moved by hand:
 * engine and outbox are the process that can be killed and started again, everything else is what outlives it.
 */
export class Platform {
  #engine: Engine | null = null;
  #outbox: Outbox | null = null;
  #faults: FaultInjector | null = null;
  /** Engines are told apart by their event key, so that a killed one takes nothing of its successor. */
  #generation = 0;
  #crashed = false;
  #died = () => {};
  #webhooksHeld = false;

  private constructor(
    readonly clock: ManualClock,
    readonly world: World,
    readonly worldSql: postgres.Sql,
    private readonly webhooks: Server,
    readonly webhookUrl: string,
    /** What Stripe delivered, newest last. */
    readonly deliveries: { body: string; signature: string }[],
  ) {}

  /**
   * Opens a platform on a migrated, empty database and makes it ready to sell .com, .net and .io. `worldUrl`: another way to
   * the same database, for the world and for looking at it from outside.
   */
  static async open(databaseUrl: string, worldUrl = databaseUrl): Promise<Platform> {
    const clock = new ManualClock(start);
    const worldSql = postgres(worldUrl, { max: 4, onnotice: () => {} });
    const deliveries: { body: string; signature: string }[] = [];
    let platform: Platform | undefined;
    const webhooks = await serveWebhooks(clock, deliveries, (work) => (platform ? platform.inProcess(work) : work()));
    const webhookUrl = `http://127.0.0.1:${(webhooks.address() as AddressInfo).port}/api/stripe/webhook`;
    const world = await createWorld({
      sql: worldSql,
      clock,
      listen: { httpPort: 0, dnsPort: 0 },
      stripe: { webhookUrl: () => webhookUrl, webhookSecret, secretKey: "sk_test_platform" },
    });
    // It acts when settle() says so, and at no other time: else no failure could be replayed.
    await world.stripe?.stop();
    await world.stripe?.tick();
    Object.assign(process.env, {
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: "8",
      SANDBOX_PORT: new URL(world.url!).port,
      DNS_RESOLVERS: `127.0.0.1:${world.dnsPort}`,
      STRIPE_SECRET_KEY: "sk_test_platform",
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE_URL: `${world.url}/stripe`,
      INNGEST_SIGNING_KEY: signingKey,
    });
    resetEnv();
    setRuntimeClock(clock);
    await stockShelves(clock);
    platform = new Platform(clock, world, worldSql, webhooks, webhookUrl, deliveries);
    return platform;
  }

  /** Lets faults strike what the platform does from now on. */
  attach(faults: FaultInjector): void {
    this.#faults = faults;
    faults.onCrash = () => {
      this.#crashed = true;
      this.#died();
    };
  }

  /** Runs something as a part of the process that can crash. */
  inProcess<T>(work: () => T): T {
    return this.#faults ? this.#faults.inProcess(work) : work();
  }

  /** A merchant with a member and a contact, ready to order. */
  async merchant() {
    const member = await makeMember({ clock: this.clock });
    const contact = await makeContact({ merchantId: member.merchant.id, createdAt: this.clock.now() });
    return { ...member, contact };
  }

  get ctx() {
    return jobCtx("test", this.clock);
  }

  async startProcess(): Promise<void> {
    this.#generation += 1;
    this.#crashed = false;
    await this.inProcess(async () => {
      const client = new Inngest({
        logger: silent,
        ...embeddedClientOptions({ id: "nameplate", signingKey, eventKey: `e${process.pid}-${this.#generation}` }),
      });
      this.#engine = await startEngine({
        databaseUrl: process.env.DATABASE_URL!,
        client,
        functions: functionsOf(client),
        signingKey,
        clock: this.clock,
        concurrency: 8,
      });
      this.#outbox = await startOutbox({ sql: rawSql(), send: (events) => client.send(events), clock: this.clock });
    });
  }

  /** Ends the process as a crash does: nothing of it is written any more. */
  async killProcess(): Promise<void> {
    const [engine, outbox] = [this.#engine, this.#outbox];
    this.#engine = null;
    this.#outbox = null;
    this.#faults?.bury();
    await Promise.all([engine?.kill(), outbox?.kill()]);
  }

  /** What is left of the old process is ended, and a new one starts on the same tables. */
  async restart(): Promise<void> {
    await this.killProcess();
    await this.startProcess();
  }

  holdWebhooks(): void {
    this.#webhooksHeld = true;
    this.world.stripe?.control.holdWebhooks();
  }

  async releaseWebhooks(order: "forward" | "reverse" = "forward"): Promise<void> {
    this.#webhooksHeld = false;
    await this.world.stripe?.control.releaseWebhooks({ order });
    await this.settle();
  }

  /** Lets everything happen that is due now: the world settles and delivers, events are sent, steps run, the dead rise. */
  async settle(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      if (this.#crashed) await this.restart();
      await this.world.registrar.settle();
      await this.world.stripe?.tick();
      await this.#untilCrash(() => this.#outbox?.idle());
      await this.#untilCrash(() => this.#engine?.idle());
      if (!this.#crashed && !(await this.#moreIsDue())) return;
    }
  }

  async #moreIsDue(): Promise<boolean> {
    const now = this.clock.now();
    const [row] = await this.worldSql`
      select exists (select from outbox where sent_at is null) as unsent,
        exists (select from sandbox.stripe_events where due_ms <= ${now.getTime()}) as undelivered`;
    return row?.unsent || (row?.undelivered && !this.#webhooksHeld);
  }

  /** Waits for work of the process, or until it dies over it. */
  async #untilCrash(work: () => Promise<unknown> | undefined): Promise<void> {
    if (this.#crashed) return;
    const died = new Promise<void>((resolve) => {
      this.#died = resolve;
    });
    await Promise.race([this.inProcess(async () => work()).catch(() => {}), died]);
  }

  /** Moves time on, stopping at what waits for it, until `done` or `ms` have passed. */
  async run(ms: number, done: () => Promise<boolean> = async () => false): Promise<boolean> {
    const began = this.clock.now().getTime();
    const end = began + ms;
    await this.settle();
    for (let now = began; now < end; now = this.clock.now().getTime()) {
      if (await done()) return true;
      const leastMs = now - began <= fineMs ? 1 : Math.min((now - began) / 8, coarsestMs);
      this.clock.set(new Date(Math.min(Math.max(await this.#nextDue(), now + leastMs), end)));
      await this.settle();
    }
    return done();
  }

  async #nextDue(): Promise<number> {
    const [row] = await rawSql()`
      select extract(epoch from least((select min(run_at) from engine_job), (select min(next_at) from engine_cron))) * 1000 as at`;
    return row?.at === null ? Number.POSITIVE_INFINITY : Math.ceil(Number(row?.at));
  }

  /** Pays a hosted page as a person would, with a card typed in; returns where the page sent them. */
  async pay(payUrl: string, number = "4242424242424242"): Promise<string> {
    // Cases move years on: a card of a fixed date would run out under the later ones.
    const expiry = `12 / ${(this.clock.now().getUTCFullYear() + 4) % 100}`;
    const typed = { email: "jo@example.com", number, expiry, cvc: "123", name: "Jo Maker" };
    return this.#post(payUrl, typed);
  }

  /** Passes the bank's 3-D Secure page that `pay` led to. */
  async passChallenge(location: string): Promise<string> {
    return this.#post(new URL(location, this.world.url!).href, { answer: "complete" });
  }

  async #post(url: string, form: Record<string, string>): Promise<string> {
    const response = await fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
    return response.headers.get("location") ?? (await response.text());
  }

  /** Forgets everything, here and in the world, as on a first start. */
  async reset(): Promise<void> {
    await this.killProcess();
    this.#webhooksHeld = false;
    await this.world.handle(new Request("http://world/control/reset", { method: "POST" }));
    const tables = await this.worldSql`select tablename from pg_tables where schemaname = 'public'`;
    await this.worldSql.unsafe(`truncate ${tables.map((row) => row.tablename).join(", ")}`);
    this.deliveries.length = 0;
    this.clock.set(start);
    await stockShelves(this.clock);
    await this.startProcess();
  }

  async close(): Promise<void> {
    await this.killProcess();
    await this.world.stop();
    await new Promise((resolve) => this.webhooks.close(resolve));
    setRuntimeClock(undefined);
    await closeDatabase();
    await this.worldSql.end({ timeout: 5 });
  }
}

/** Faults are meant to be seen by the oracles, not in the log. */
const silent = { info() {}, warn() {}, error() {}, debug() {} };
