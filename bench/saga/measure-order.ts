import postgres from "postgres";
import { DAY, MINUTE } from "@/lib/kernel/clock";
import { addToCart } from "@/lib/orders/add-to-cart";
import { getCart } from "@/lib/orders/get-cart";
import { placeOrder } from "@/lib/orders/place-order";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { Platform } from "@/scripts/faults/platform";
import { median } from "../figures/median";
import { countStatements } from "./count-statements";

/** Commits and statements that the real order functions cost for one bought name. */
export type OrderCounts = { commitsPerOrder: number; queriesPerOrder: number };

const ordersCounted = 5;

/**
 * Buys names one after the other through the real functions, engine and outbox, and counts what they ask of Postgres from the
 * payment to the end of the order: the median order. The sandbox's own statements are not counted.
 */
export async function measureOrder(databaseUrl: string): Promise<OrderCounts> {
  const counter = await countStatements(databaseUrl);
  const watcher = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const platform = await Platform.open(counter.url, databaseUrl);
  await platform.startProcess();
  try {
    const seen: OrderCounts[] = [];
    for (let number = 0; number <= ordersCounted; number += 1) {
      const counts = await buyOne(platform, watcher, counter.counts, `counted-order-${number}.com`);
      // The first one fills caches and prepares statements.
      if (number > 0) seen.push(counts);
    }
    return {
      commitsPerOrder: median(seen.map((one) => one.commitsPerOrder)),
      queriesPerOrder: median(seen.map((one) => one.queriesPerOrder)),
    };
  } finally {
    await platform.close();
    await watcher.end({ timeout: 5 });
    await counter.close();
  }
}

async function buyOne(
  platform: Platform,
  watcher: postgres.Sql,
  counts: { queries: number; commits: number },
  name: string,
): Promise<OrderCounts> {
  const { ctx, contact } = await platform.merchant();
  await addToCart(ctx, { cartToken: null, name });
  const { version } = await getCart(ctx, { cartToken: null });
  const { orderId, payUrl } = await placeOrder(ctx, { contactId: contact.id, cartVersion: version });
  await platform.settle();
  const before = { ...counts };
  await platform.pay(payUrl);
  await returnFromPayment(ctx, { orderId });
  const ended = async () => {
    const [row] = await watcher`select ended_at from orders where id = ${orderId} and ended_at is not null`;
    return row !== undefined;
  };
  if (!(await platform.run(DAY, ended))) throw new Error(`The order for ${name} did not end.`);
  const counted = {
    commitsPerOrder: counts.commits - before.commits,
    queriesPerOrder: counts.queries - before.queries,
  };
  // What follows an order is another order's noise.
  await platform.run(11 * MINUTE);
  return counted;
}
