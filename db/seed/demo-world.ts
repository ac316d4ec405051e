import postgres from "postgres";
import type { ManualClock } from "../../lib/kernel/clock";
import { env } from "../../lib/kernel/env";
import { createWorld, type World } from "../../lib/sandbox/main";

export function isSandboxRegistrar(): boolean {
  const { AWS_ACCESS_KEY_ID, REGISTRAR } = env();
  return !AWS_ACCESS_KEY_ID && REGISTRAR !== "route53";
}

/** Whether payments go to the sandbox of this installation, so that orders can be played without anybody's money. */
export function isSandboxStripe(): boolean {
  const { STRIPE_API_BASE_URL, SANDBOX_PORT } = env();
  return STRIPE_API_BASE_URL === `http://127.0.0.1:${SANDBOX_PORT}/stripe`;
}

/**
 * The sandbox within this process, on the ports that it will have later and in the time of `clock`, for as long as the
 * demo's past is played. Its webhooks go nowhere: nobody serves yet.
 */
export async function withDemoWorld<T>(clock: ManualClock, work: (world: World) => Promise<T>): Promise<T> {
  const { DATABASE_URL, SANDBOX_PORT, SANDBOX_DNS_PORT, STRIPE_WEBHOOK_SECRET = "", STRIPE_SECRET_KEY } = env();
  const sql = postgres(DATABASE_URL, { max: 4, onnotice: () => {} });
  try {
    const world = await createWorld({
      sql,
      clock,
      listen: { host: "127.0.0.1", httpPort: SANDBOX_PORT, dnsPort: SANDBOX_DNS_PORT },
      stripe: {
        webhookUrl: () => "http://127.0.0.1:9/",
        webhookSecret: STRIPE_WEBHOOK_SECRET,
        ...(STRIPE_SECRET_KEY === undefined ? {} : { secretKey: STRIPE_SECRET_KEY }),
      },
    });
    try {
      world.stripe?.control.dropNextWebhooks(100_000);
      return await work(world);
    } finally {
      await world.stop();
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}
