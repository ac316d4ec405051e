import type { Sql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { signWebhook } from "./sign-webhook";
import { apiVersion } from "./store";

/** Waits between attempts, about three days of them; then the event is only to be found in the list. */
const backoffMs = [
  10 * SECOND,
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  12 * HOUR,
  12 * HOUR,
  DAY,
];
const replyTimeoutMs = 10 * SECOND;

export type Delivery = {
  sql: Sql;
  clock: Clock;
  webhook: { url: () => string; secret: string };
  takeDrop: () => boolean;
  takeDuplicate: () => boolean;
};

type Claimed = { id: string; body: string };

/** Takes one due event and puts its next attempt off, so that a crash in between only delays it. */
async function claim(delivery: Delivery, order: "forward" | "reverse"): Promise<Claimed | undefined> {
  const nowMs = delivery.clock.now().getTime();
  return delivery.sql.begin(async (tx) => {
    const [row] = await tx<{ id: string; body: string; attempts: number; isPending: boolean }[]>`
      select id, body::text, attempts from sandbox.stripe_events where due_ms <= ${nowMs}
      order by seq ${order === "forward" ? tx`asc` : tx`desc`} limit 1 for update skip locked`;
    if (!row) return undefined;
    const wait = backoffMs[row.attempts];
    await tx`update sandbox.stripe_events set attempts = attempts + 1, due_ms = ${wait === undefined ? null : nowMs + wait}
      where id = ${row.id}`;
    return { id: row.id, body: row.body };
  });
}

async function post(delivery: Delivery, event: Claimed): Promise<{ isDelivered: boolean; outcome: string }> {
  const body = JSON.stringify({ ...(JSON.parse(event.body) as object), pending_webhooks: 1 }, null, 2);
  try {
    const response = await fetch(delivery.webhook.url(), {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": `Stripe/1.0 (+https://stripe.com/docs/webhooks; sandbox ${apiVersion})`,
        "stripe-signature": signWebhook(body, delivery.webhook.secret, delivery.clock.now().getTime()),
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(replyTimeoutMs),
    });
    await response.body?.cancel();
    return { isDelivered: response.ok, outcome: String(response.status) };
  } catch (error) {
    return { isDelivered: false, outcome: error instanceof Error ? `${error.name}: ${error.message}` : "failed" };
  }
}

async function record(delivery: Delivery, id: string, outcome: string, isFinal: boolean): Promise<void> {
  const deliveredMs = isFinal ? delivery.clock.now().getTime() : null;
  await delivery.sql`update sandbox.stripe_events set last_outcome = ${outcome}
    ${isFinal ? delivery.sql`, due_ms = null, delivered_ms = ${deliveredMs}` : delivery.sql``} where id = ${id}`;
}

/** Delivers every due event, one after the other. An endpoint that does not answer 2xx is tried again later. */
export async function deliverWebhooks(delivery: Delivery, order: "forward" | "reverse" = "forward"): Promise<void> {
  for (let event = await claim(delivery, order); event; event = await claim(delivery, order)) {
    if (delivery.takeDrop()) {
      await delivery.sql`update sandbox.stripe_events set due_ms = null, last_outcome = 'dropped' where id = ${event.id}`;
      continue;
    }
    const { isDelivered, outcome } = await post(delivery, event);
    if (isDelivered && delivery.takeDuplicate()) await post(delivery, event);
    await record(delivery, event.id, outcome, isDelivered);
  }
}
