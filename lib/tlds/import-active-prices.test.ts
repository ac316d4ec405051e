import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { registrarAccounts, tlds } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/kernel/context";
import { resetEnv } from "@/lib/kernel/env";
import { startWorld, type TestWorld } from "@/lib/sandbox/testing/start-world";
import { catalogueData } from "./catalogue-data";
import { importActivePrices } from "./import-active-prices";
import { findTld, listSoldTlds } from "./queries";

useTestDatabase();
let world: TestWorld;
const portBefore = process.env.SANDBOX_PORT;

beforeAll(async () => {
  world = await startWorld();
  await world.registrar.addAccount("platform", "sandbox");
  process.env.SANDBOX_PORT = new URL(world.url).port;
  resetEnv();
});
afterAll(async () => {
  if (portBefore === undefined) delete process.env.SANDBOX_PORT;
  else process.env.SANDBOX_PORT = portBefore;
  resetEnv();
  await world.close();
});

const ctx = (actor: Ctx["actor"]): Ctx => ({ actor, merchantId: null, clock: world.clock, requestId: "req_1" });

describe("the daily import", () => {
  it("says what to do when no registrar is active, and is for the platform alone", async () => {
    await expect(importActivePrices(ctx({ kind: "job", name: "import" }))).rejects.toThrow(/must make one active/);
    await expect(importActivePrices(ctx({ kind: "visitor" }))).rejects.toMatchObject({ code: "not_found" });
  });

  it("PE-45: reads the lists of the active account and of those that endings are routed to", async () => {
    const now = world.clock.now();
    await db()
      .insert(registrarAccounts)
      .values([
        { id: "rac_1", registrar: "sandbox", label: "Active", active: true, createdAt: now },
        { id: "rac_2", registrar: "sandbox", label: "Routed", createdAt: now },
        { id: "rac_3", registrar: "sandbox", label: "Idle", createdAt: now },
      ]);
    await db()
      .insert(tlds)
      .values(
        catalogueData.map((entry) => ({
          ...entry,
          routedAccountId: entry.tld === "io" ? "rac_2" : null,
          updatedAt: now,
        })),
      );
    const imports = await importActivePrices(ctx({ kind: "job", name: "import" }));
    expect(imports.map(({ accountId, refused }) => ({ accountId, refused }))).toEqual([
      { accountId: "rac_1", refused: [] },
      { accountId: "rac_2", refused: [] },
    ]);
    expect((await listSoldTlds({ clock: world.clock })).length).toBeGreaterThanOrEqual(200);
    expect(await findTld("io", { clock: world.clock })).toMatchObject({ accountId: "rac_2", notSold: null });
  });
});
