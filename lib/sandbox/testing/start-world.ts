import { createTestDatabase } from "@/db/test-database";
import { ManualClock } from "@/lib/kernel/clock";
import { createWorld, type World, type WorldOptions } from "../world/create-world";

export type TestWorld = World & {
  url: string;
  dnsPort: number;
  manual: ManualClock;
  restart(): Promise<TestWorld>;
  close(): Promise<void>;
};

/** A world with a database of its own, a clock that stands still, and free ports. */
export async function startWorld(options: Partial<WorldOptions> = {}): Promise<TestWorld> {
  const database = await createTestDatabase();
  const manual = new ManualClock();
  const open = async (): Promise<TestWorld> => {
    const listen = { httpPort: 0, dnsPort: 0 };
    const world = await createWorld({ sql: database.sql, clock: manual, listen, ...options });
    if (world.url === null || world.dnsPort === null) throw new Error("The world has no ports.");
    return {
      ...world,
      url: world.url,
      dnsPort: world.dnsPort,
      manual,
      /** Another world on the same database, as after a kill. */
      async restart() {
        await world.stop();
        return open();
      },
      async close() {
        await world.stop();
        await database.close();
      },
    };
  };
  return open();
}
