import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { later, MINUTE, SECOND } from "@/lib/kernel/clock";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { advanceItem } from "@/lib/orders/advance-item";
import { advanceOrder } from "@/lib/orders/advance-order";
import { chargeInvoice } from "@/lib/orders/charge-invoice";
import { settleRefund } from "@/lib/orders/settle-refund";
import { takeDunningStep } from "@/lib/renewals/take-dunning-step";
import type { Platform } from "../platform";

/** The work of one piece; null when nothing is left of it, else after how long it wants another beat. */
type Beat = () => Promise<number | null>;

const atOnce = 16;
/** What waits for longer waits for the next round of the day; a registrar that is down stays so within a round. */
const patienceMs = { up: 45 * MINUTE, down: 2 * MINUTE };
/** What falls due within the same minute is done together, at its end. */
const grainMs = MINUTE;

/**
 * Does what the durable engine does, without its tables: everything that the outbox announces and every order that has not
 * ended gets its beats, each when it asked for it, until nothing is due for a while.
 */
export async function runErrands(platform: Platform, registrar: keyof typeof patienceMs = "up"): Promise<void> {
  const { clock } = platform;
  const end = later(clock.now(), patienceMs[registrar]);
  const due = new Map<string, { at: number; beat: Beat }>();
  const add = (key: string, beat: Beat) => due.has(key) || due.set(key, { at: 0, beat });
  for (;;) {
    for (const [key, beat] of await announced(platform)) add(key, beat);
    for (const orderId of await openOrders()) add(orderId, () => beatOrder(platform, orderId));
    const ready = [...due].filter(([, { at }]) => at <= clock.now().getTime());
    await inParallel(ready, async ([key, { beat }]) => {
      const waitMs = await patiently(beat);
      if (waitMs === null) due.delete(key);
      else due.set(key, { at: clock.now().getTime() + Math.max(waitMs, SECOND), beat });
    });
    if (ready.length > 0) continue;
    const next = Math.ceil(Math.min(...[...due.values()].map(({ at }) => at)) / grainMs) * grainMs;
    if (next > end.getTime()) return;
    clock.set(new Date(next));
  }
}

async function patiently(beat: Beat): Promise<number | null> {
  try {
    return await beat();
  } catch (error) {
    if (error instanceof ProviderError) return Math.max(30 * SECOND, (error.retryAfterSeconds ?? 0) * SECOND);
    if (error instanceof AppError && error.code === "conflict") return 5 * MINUTE;
    throw error;
  }
}

/** One beat of every name of an order and of its money, as the engine's steps make them. */
async function beatOrder({ ctx }: Platform, orderId: string): Promise<number | null> {
  const items = await db().execute<{ id: string }>(
    sql`select id from order_items where order_id = ${orderId} and state in ('waiting', 'registering')`,
  );
  const waits: number[] = [];
  for (const { id } of items) {
    const { ended, waitMs } = await advanceItem(ctx, { itemId: id });
    if (!ended) waits.push(waitMs);
  }
  const { ended, waitMs } = await advanceOrder(ctx, { orderId });
  if (!ended) waits.push(waitMs);
  return waits.length > 0 ? Math.min(...waits) : null;
}

async function openOrders(): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(sql`
    select id from orders where state in ('fulfilling', 'review')
    union select order_id from payments where state = 'held' and kind <> 'rehold'
    union select op.order_id from operations op where op.state in ('sent', 'unknown') and op.verb in ('capture', 'release')`);
  return rows.map(({ id }) => id);
}

/** What was announced since, as work; announcements of what is found by itself are only marked. */
async function announced({ ctx }: Platform): Promise<[string, Beat][]> {
  const rows = await db().execute<{ name: string; data: Record<string, string> }>(
    sql`delete from outbox where sent_at is null returning name, data`,
  );
  return rows.flatMap(({ name, data }): [string, Beat][] => {
    const { invoiceId = "", refundId = "" } = data;
    switch (name) {
      case "invoice/issued":
      case "invoice/dunning-due":
        return [[`step ${invoiceId}`, () => takeDunningStep(ctx, { invoiceId }).then(() => null)]];
      case "invoice/charge-due":
        return [[`charge ${invoiceId}`, () => chargeInvoice(ctx, { invoiceId }).then(() => null)]];
      case "refund/due":
        return [[refundId, () => settleRefund(ctx, { refundId }).then((beat) => (beat.ended ? null : beat.waitMs))]];
      default:
        return [];
    }
  });
}

async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const worker = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, worker));
}
