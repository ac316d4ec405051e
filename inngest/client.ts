import { Inngest } from "inngest";
import { env } from "@/lib/kernel/env";
import { embeddedClientOptions } from "./embedded/client-options";

let client: Inngest.Any | undefined;

/** The one client: of the embedded engine, or of the Inngest server that the environment names. */
export function inngestClient(): Inngest.Any {
  const { INNGEST_ENGINE, INNGEST_SIGNING_KEY: signingKey, INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_DEV } = env();
  client ??=
    INNGEST_ENGINE === "embedded"
      ? new Inngest(embeddedClientOptions({ id: "nameplate", signingKey }))
      : new Inngest({
          id: "nameplate",
          signingKey,
          isDev: INNGEST_DEV ?? false,
          ...(INNGEST_BASE_URL ? { baseUrl: INNGEST_BASE_URL } : {}),
          ...(INNGEST_EVENT_KEY ? { eventKey: INNGEST_EVENT_KEY } : {}),
        });
  return client;
}
