import { rawSql } from "@/db/client";
import { env } from "@/lib/kernel/env";
import { log } from "@/lib/kernel/log";
import { inngestClient } from "./client";
import { startEngine } from "./embedded";
import { functionsOf } from "./functions";
import { startOutbox } from "./outbox";
import { runtimeClock } from "./runtime-clock";

type Runtime = { stop(): Promise<void> };

const store = globalThis as { nameplateRuntime?: Promise<Runtime> };

/** Starts what works in the background of this process: the embedded engine where it is chosen, and the outbox. Once. */
export function startRuntime(): Promise<Runtime> {
  store.nameplateRuntime ??= start();
  return store.nameplateRuntime;
}

async function start(): Promise<Runtime> {
  const client = inngestClient();
  const onError = (error: unknown) => log.error("background work met an error", { error });
  const embedded = env().INNGEST_ENGINE === "embedded";
  const engine = embedded
    ? await startEngine({
        databaseUrl: env().DATABASE_URL,
        client,
        functions: functionsOf(client),
        signingKey: env().INNGEST_SIGNING_KEY,
        clock: runtimeClock(),
        onError,
      })
    : null;
  const outbox = await startOutbox({
    sql: rawSql(),
    send: (events) => client.send(events),
    clock: runtimeClock(),
    onError,
  });
  const runtime = {
    async stop() {
      await outbox.stop();
      await engine?.stop();
    },
  };
  const end = () => void runtime.stop().finally(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  return runtime;
}
