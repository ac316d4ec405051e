import postgres from "postgres";
import { type Clock, systemClock } from "@/lib/kernel/clock";
import { createWorld } from "./world/create-world";

export { createWorld, type World, type WorldOptions } from "./world/create-world";

export type SandboxOptions = {
  databaseUrl: string;
  httpPort: number;
  /** UDP and TCP. */
  dnsPort: number;
  /** The product's address: webhooks go to its /api/stripe/webhook. */
  appUrl: string;
  stripeWebhookSecret: string;
  /** The one key the sandbox Stripe takes; any test key without it. */
  stripeSecretKey?: string;
  clock?: Clock;
  host?: string;
};

/** Starts the default world beside the product. All it remembers is in the database; a kill loses nothing. */
export async function startSandbox(options: SandboxOptions): Promise<{ stop(): Promise<void> }> {
  const { appUrl, host = "127.0.0.1", httpPort, dnsPort } = options;
  const sql = postgres(options.databaseUrl, {
    max: 4,
    onnotice: () => {},
    connection: { application_name: "sandbox" },
  });
  try {
    const world = await createWorld({
      sql,
      clock: options.clock ?? systemClock,
      listen: { host, httpPort, dnsPort },
      stripe: {
        webhookUrl: () => `${appUrl.replace(/\/$/, "")}/api/stripe/webhook`,
        webhookSecret: options.stripeWebhookSecret,
        ...(options.stripeSecretKey === undefined ? {} : { secretKey: options.stripeSecretKey }),
      },
    });
    return {
      async stop() {
        await world.stop();
        await sql.end({ timeout: 5 });
      },
    };
  } catch (error) {
    await sql.end({ timeout: 5 });
    throw error;
  }
}
