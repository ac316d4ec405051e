import { Inngest, type InngestFunction } from "inngest";
import { afterEach } from "vitest";
import { type Clock, ManualClock } from "@/lib/kernel/clock";
import { installFaultHook } from "@/lib/kernel/fault";
import { type Engine, embeddedClientOptions, startEngine } from "..";

const signingKey = "signkey-test-00112233445566778899aabbccddeeff";
/** The SDK logs each error of a function that is meant to fail. */
const silent = { info() {}, warn() {}, error() {}, debug() {} };
let apps = 0;

export type Build = (client: Inngest.Any) => InngestFunction.Any[];

/** One app with a clock that stands still, and engines for it that end with the test. */
export function openEngines(databaseUrl: () => string) {
  const engines: Engine[] = [];
  const errors: unknown[] = [];
  afterEach(async () => {
    installFaultHook(undefined);
    for (const engine of engines.splice(0)) await engine.stop();
    const seen = errors.splice(0);
    if (seen.length > 0) throw seen[0];
  });

  return (build: Build, id = `app${++apps}`) => {
    const clock = new ManualClock();
    return {
      id,
      clock,
      async start(
        options: { concurrency?: number; clock?: Clock; onError?: (error: unknown) => void } = {},
      ): Promise<Engine & { client: Inngest.Any }> {
        const client = new Inngest({ ...embeddedClientOptions({ id, signingKey, eventKey: id }), logger: silent });
        const engine = await startEngine({
          ...{ databaseUrl: databaseUrl(), client, functions: build(client), signingKey, clock },
          onError: (error) => errors.push(error),
          ...options,
        });
        const own: Engine = {
          ...engine,
          async kill() {
            engines.splice(engines.indexOf(own), 1);
            await engine.kill();
          },
          async stop() {
            engines.splice(engines.indexOf(own), 1);
            await engine.stop();
          },
        };
        engines.push(own);
        return Object.assign(own, { client });
      },
    };
  };
}
