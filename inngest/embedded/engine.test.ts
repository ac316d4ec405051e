import { Inngest } from "inngest";
import { describe } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { embeddedClientOptions, startEngine } from ".";
import { engineSuite } from "./engine-suite";

describe("the embedded engine keeps what functions rely on", () => {
  const database = useTestDatabase();
  const signingKey = "signkey-test-00112233445566778899aabbccddeeff";
  const silent = { info() {}, warn() {}, error() {}, debug() {} };
  let apps = 0;

  engineSuite(async (build) => {
    const clock = new ManualClock();
    const client = new Inngest({ ...embeddedClientOptions({ id: `app${++apps}`, signingKey }), logger: silent });
    const engine = await startEngine({
      ...{ databaseUrl: database.url, client, functions: build(client), signingKey, clock },
      onError: (error) => console.error(error),
    });
    return {
      send: (events) => client.send(events.map((event) => ({ ...event, data: event.data ?? {} }))),
      async pass(ms) {
        clock.advance(ms);
        await engine.tick();
        await engine.idle();
      },
      settle: () => engine.idle(),
      close: () => engine.stop(),
    };
  });
});
