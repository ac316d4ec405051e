import type { Sql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import { LostConnection } from "../http/lost-connection";
import { createControl, type StripeControl } from "./control";
import { createTables } from "./create-tables";
import { deliverWebhooks } from "./deliver-webhooks";
import { expireDue } from "./expire-due";
import { handleApi } from "./handle-api";
import { handlePages } from "./pages/handle-pages";
import { createStories, type StripeStories } from "./tell-story";

export type StripeSandboxOptions = {
  /** Owns schema `sandbox` of this database; the tables are made on the first use. */
  sql: Sql;
  clock: Clock;
  /** Where a browser reaches the server that mounts `handle`, such as `http://127.0.0.1:3053`, without `/stripe`. */
  publicUrl: string;
  webhook: { url: () => string; secret: string };
  /** The one key that is accepted; any `sk_test_…` or `rk_test_…` when left out. */
  secretKey?: string;
};

export type StripeSandbox = {
  /** Serves `/stripe/v1/…` (the API) and `/stripe/pay/…` (hosted pages). Throws LostConnection to end a call without a reply. */
  handle(request: Request): Promise<Response>;
  /** Does what is due by the clock: lapsed holds, closed sessions, webhooks. */
  tick(): Promise<void>;
  /** Ticks in the background, at once when something happened and whenever something falls due. */
  start(): void;
  /** Stops ticking, ends calls that were left hanging, and resolves when the tick under way is over. */
  stop(): Promise<void>;
  control: StripeControl & StripeStories;
};

/** The longest the background tick sleeps: another process may have made work for us. */
const longestSleepMs = 5_000;
const shortestSleepMs = 50;
/** A call that is left hanging ends by itself after this, in case its caller never gives up. */
const hangMs = 120_000;

export function createStripeSandbox(options: StripeSandboxOptions): StripeSandbox {
  const { sql, clock } = options;
  const sandboxUrl = `${options.publicUrl.replace(/\/$/, "")}/stripe`;
  const faults = createControl((order) => exclusively(() => deliverWebhooks(delivery, order)));
  const delivery = {
    sql,
    clock,
    webhook: options.webhook,
    takeDrop: faults.takeDrop,
    takeDuplicate: faults.takeDuplicate,
  };
  const hanging = new Set<() => void>();
  let tables: Promise<void> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;

  const ready = () => {
    tables ??= createTables(sql).catch((error: unknown) => {
      tables = undefined;
      throw error;
    });
    return tables;
  };
  const nowMs = () => clock.now().getTime();

  /** One tick at a time: events keep their order, and nothing is delivered twice by accident. */
  function exclusively(work: () => Promise<void>): Promise<void> {
    const result = queue.then(ready).then(work);
    queue = result.catch(() => {});
    return result;
  }

  async function tick(): Promise<void> {
    await exclusively(async () => {
      await expireDue(sql, nowMs());
      if (!faults.isHeld()) await deliverWebhooks(delivery);
    });
  }

  async function sleepMs(): Promise<number> {
    const [row] = await sql<{ next: string | null }[]>`
      select least((select min(due_ms) from sandbox.stripe_objects), (select min(due_ms) from sandbox.stripe_events))::text as next`;
    const untilNext = row?.next ? Number(row.next) - nowMs() : longestSleepMs;
    return Math.min(Math.max(untilNext, shortestSleepMs), longestSleepMs);
  }

  async function turn(): Promise<void> {
    let sleep = longestSleepMs;
    try {
      await tick();
      sleep = faults.isHeld() ? longestSleepMs : await sleepMs();
    } catch (error) {
      if (isRunning) console.error("The sandbox Stripe could not do what is due; it tries again in seconds.", error);
    }
    schedule(sleep);
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    if (isRunning) timer = setTimeout(() => void turn(), ms);
  }

  /** Resolves when the caller gave up, the sandbox stops, or nobody cared for two minutes. */
  async function hang(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const giveUp = setTimeout(resolve, hangMs);
      hanging.add(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
      giveUp.unref();
    });
  }

  async function callApi(request: Request, path: string, search: string): Promise<Response> {
    const fault = faults.takeFault(request.method, path);
    if (fault === "timeout") await hang(request.signal);
    if (fault === "before" || fault === "timeout") throw new LostConnection();
    const context = { sql, nowMs: nowMs(), sandboxUrl, secretKey: options.secretKey, fault };
    const response = await handleApi(context, request, path, search);
    if (fault === "after-effect-no-reply") throw new LostConnection();
    if (fault === "garbage") return new Response("<html><body>502 Bad Gateway</body></html>", { status: 200 });
    return response;
  }

  async function handle(request: Request): Promise<Response> {
    await ready();
    const { pathname, search } = new URL(request.url);
    const path = pathname.replace(/^\/stripe/, "");
    try {
      if (path.startsWith("/pay/"))
        return await handlePages({ sql, nowMs: nowMs() }, request, path.slice("/pay/".length));
      return await callApi(request, path, search);
    } finally {
      if (request.method !== "GET") schedule(0);
    }
  }

  return {
    handle,
    tick,
    start() {
      if (isRunning) return;
      isRunning = true;
      schedule(0);
    },
    async stop() {
      isRunning = false;
      clearTimeout(timer);
      for (const release of hanging) release();
      hanging.clear();
      await queue;
    },
    control: { ...faults.control, ...createStories({ sql, clock, ready }, () => schedule(0)) },
  };
}
