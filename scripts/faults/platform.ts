import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest } from "inngest";
import postgres from "postgres";
import { closeDatabase, db, rawSql } from "@/db/client";
import { makeContact, makeMember, makeRegistrarAccount } from "@/db/factories";
import { tldCosts, tlds } from "@/db/schema";
import { type Engine, embeddedClientOptions, startEngine } from "@/inngest/embedded";
import { functionsOf } from "@/inngest/functions";
import { type Outbox, startOutbox } from "@/inngest/outbox";
import { setRuntimeClock } from "@/inngest/runtime-clock";
import { ManualClock } from "@/lib/kernel/clock";
import { jobCtx } from "@/lib/kernel/context";
import { resetEnv } from "@/lib/kernel/env";
import { AppError } from "@/lib/kernel/errors";
import { receivePaymentEvent } from "@/lib/orders/receive-payment-event";
import { createWorld, type World } from "@/lib/sandbox/main";
import type { FaultInjector } from "./fault-injector";

const webhookSecret = "whsec_platform_under_test";
const signingKey = "signkey-test-00112233445566778899aabbccddeeff";

/**
 * The whole product in one process over a real database and the sandbox world, on one clock that is moved by hand:
 * `engine` is the part that can be killed and started again, everything else is what outlives a process.
 */
export class Platform {
  #engine: Engine | null = null;
  #outbox: Outbox | null = null;
  /** Engines are told apart by their event key, so that a killed one takes nothing of its successor. */
  #generation = 0;
  #crashed = false;

  private constructor(
    readonly clock: ManualClock,
    readonly world: World,
    readonly worldSql: postgres.Sql,
    private readonly webhooks: Server,
    readonly accountId: string,
  ) {}

  /** Opens a platform on a migrated, empty database and makes it ready to sell .com, .net and .io. */
  static async open(databaseUrl: string): Promise<Platform> {
    const clock = new ManualClock("2026-11-20T12:00:00Z");
    const worldSql = postgres(databaseUrl, { max: 4, onnotice: () => {} });
    const webhooks = createServer((request, response) => void takeWebhook(clock, request, response));
    await new Promise<void>((resolve) => webhooks.listen(0, "127.0.0.1", resolve));
    const webhookUrl = `http://127.0.0.1:${(webhooks.address() as AddressInfo).port}/api/stripe/webhook`;
    const world = await createWorld({
      sql: worldSql,
      clock,
      listen: { httpPort: 0, dnsPort: 0 },
      stripe: { webhookUrl: () => webhookUrl, webhookSecret, secretKey: "sk_test_platform" },
    });
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
    const account = await makeRegistrarAccount({ active: true, createdAt: clock.now() });
    await stockShelves(account.id, clock);
    return new Platform(clock, world, worldSql, webhooks, account.id);
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
  }

  /** After a crash: what is left of the old process is ended, and a new one starts on the same tables. */
  async restart(faults: FaultInjector): Promise<void> {
    await this.killProcess();
    await faults.inProcess(() => this.startProcess());
    this.#crashed = false;
  }

  crashed(): void {
    this.#crashed = true;
  }

  async reviveIfDead(faults: FaultInjector): Promise<void> {
    if (this.#crashed) await this.restart(faults);
  }

  /** Ends the process as a crash does: nothing of it is written any more. */
  async killProcess(): Promise<void> {
    const [engine, outbox] = [this.#engine, this.#outbox];
    this.#engine = null;
    this.#outbox = null;
    await Promise.all([engine?.kill(), outbox?.kill()]);
  }

  /** Lets everything happen that is due now: events are sent, steps run, the world settles and delivers. */
  async settle(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      await this.world.registrar.settle();
      await this.world.stripe?.tick();
      if (this.#crashed) return;
      await this.#untilCrash(this.#outbox?.idle());
      await this.#untilCrash(this.#engine?.tick());
      await this.#untilCrash(this.#engine?.idle());
      if (this.#crashed) return;
      const [row] = await rawSql()`select exists (select from outbox where sent_at is null) as more`;
      if (!row?.more) return;
    }
  }

  /** Waits for work of the process, or until it dies over it. */
  async #untilCrash(work: Promise<unknown> | undefined): Promise<void> {
    let over = false;
    const finished = Promise.resolve(work)
      .catch(() => {})
      .finally(() => {
        over = true;
      });
    const died = (async () => {
      while (!over && !this.#crashed) await new Promise((resolve) => setTimeout(resolve, 10));
    })();
    await Promise.race([finished, died]);
  }

  /** Moves the clock to the next thing that waits for it, at most `ms` ahead; false when nothing waits within that. */
  async toNext(ms: number): Promise<boolean> {
    await this.settle();
    const limit = this.clock.now().getTime() + ms;
    const [row] = await rawSql()`select extract(epoch from min(run_at)) * 1000 as at from engine_job`;
    const at = row?.at === null || row?.at === undefined ? Number.POSITIVE_INFINITY : Math.ceil(Number(row.at));
    const next = Math.max(at, this.clock.now().getTime() + 1);
    if (next > limit) return false;
    this.clock.set(new Date(next));
    await this.settle();
    return true;
  }

  /** Moves time on, stopping at everything that waits for it, until `done` or `ms` have passed. */
  async run(ms: number, done: () => Promise<boolean> = async () => false): Promise<boolean> {
    const end = this.clock.now().getTime() + ms;
    await this.settle();
    while (this.clock.now().getTime() < end) {
      if (await done()) return true;
      if (!(await this.toNext(end - this.clock.now().getTime()))) {
        this.clock.set(new Date(end));
        await this.settle();
      }
    }
    return done();
  }

  /** Pays a hosted page as a person would, with a card typed in; returns where the page sent them. */
  async pay(payUrl: string, number = "4242424242424242"): Promise<string> {
    const form = new URLSearchParams({
      email: "jo@example.com",
      number,
      expiry: "12 / 30",
      cvc: "123",
      name: "Jo Maker",
    });
    const response = await fetch(payUrl, { method: "POST", body: form, redirect: "manual" });
    return response.headers.get("location") ?? (await response.text());
  }

  /** What Stripe itself says it took, by intent. */
  async takenByStripe(): Promise<Map<string, number>> {
    const rows = await this.worldSql<{ id: string; taken: number }[]>`
      select id, (object ->> 'amount_received')::int as taken from sandbox.stripe_objects
      where kind = 'payment_intent' and (object ->> 'amount_received')::int > 0`;
    return new Map(rows.map((row) => [row.id, row.taken]));
  }

  /** Holds that Stripe still has. */
  async heldByStripe(): Promise<string[]> {
    const rows = await this.worldSql<{ id: string }[]>`
      select id from sandbox.stripe_objects where kind = 'payment_intent' and object ->> 'status' = 'requires_capture'`;
    return rows.map((row) => row.id);
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

async function takeWebhook(
  clock: ManualClock,
  request: import("node:http").IncomingMessage,
  response: import("node:http").ServerResponse,
) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const signature = String(request.headers["stripe-signature"] ?? "");
  try {
    await receivePaymentEvent(jobCtx("stripe-webhook", clock), {
      rawBody: Buffer.concat(chunks).toString("utf8"),
      signature,
    });
    response.writeHead(200).end();
  } catch (error) {
    response.writeHead(error instanceof AppError ? 400 : 500).end();
  }
}

async function stockShelves(accountId: string, clock: ManualClock): Promise<void> {
  const updatedAt = clock.now();
  const sold = [
    { tld: "com", group: "popular", costMinor: 999 },
    { tld: "net", group: "popular", costMinor: 1199 },
    { tld: "io", group: "tech", costMinor: 3299 },
  ];
  await db()
    .insert(tlds)
    .values(sold.map(({ tld, group }, position) => ({ tld, group, position, updatedAt })));
  await db()
    .insert(tldCosts)
    .values(
      sold.map(({ tld, costMinor }) => ({
        registrarAccountId: accountId,
        tld,
        currency: "USD",
        registerMinor: costMinor,
        renewMinor: costMinor,
        fetchedAt: updatedAt,
      })),
    );
}
