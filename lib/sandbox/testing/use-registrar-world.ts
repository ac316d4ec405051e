import { afterAll, beforeAll, beforeEach } from "vitest";
import { DAY, later } from "@/lib/kernel/clock";
import { registrarCalls } from "./call-registrar";
import { startWorld, type TestWorld } from "./start-world";

type Domain = { expiresAt: string; statuses: string[]; registrantVerified: boolean; autoRenew: boolean };

/** One world for a test file, without faults and answering in the background before each test, and what is asked of it. */
export function useRegistrarWorld() {
  let started: TestWorld | undefined;
  const world = (): TestWorld => {
    if (!started) throw new Error("The world starts before the first test, not with the file.");
    return started;
  };
  beforeAll(async () => {
    started = await startWorld();
  });
  beforeEach(async () => {
    world().registrar.clearFaults();
    await world().registrar.setProfile("async");
  });
  afterAll(() => started?.close());

  const calls = registrarCalls(world);
  return {
    ...calls,
    world,
    details: async (name: string) => (await calls.domain(name)).body.domain as Domain,
    /** What was charged for a name: verbs with their amounts. */
    charges: async (name: string) =>
      (await world().registrar.charges())
        .filter((charge) => charge.name === name)
        .map(({ verb, amountMinor }) => [verb, amountMinor]),
    held: async (name: string) => (await world().registrar.holdings()).some((domain) => domain.name === name),
    inDays: (days: number) => later(world().clock.now(), days * DAY),
  };
}
