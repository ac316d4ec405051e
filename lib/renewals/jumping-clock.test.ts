import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { cases, domains, invoiceLines, invoices, notices } from "@/db/schema";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, later, ManualClock } from "@/lib/kernel/clock";
import { writeDueNotices } from "@/lib/notices/write-due-notices";
import { runRenewals } from "./run-renewals";
import { sweepDunning } from "./sweep-dunning";
import { RenewalWorld } from "./test-names";

useTestDatabase();
const start = new Date("2026-11-20T06:00:00Z");
const clock = new ManualClock(start);
let world: RenewalWorld;

beforeEach(async () => {
  clock.set(start);
  await db().execute(
    sql`truncate domains, invoices, invoice_lines, invoice_series, notices, job_runs, orders, tld_costs, registrar_accounts, merchants, cases, settings cascade`,
  );
  world = await new RenewalWorld(clock).open();
});

const work = async () => {
  await runRenewals(world.job);
  await writeDueNotices(world.job);
};
const numbers = async () => (await db().select().from(invoices)).map(({ number }) => number).sort();
const state = async () => ({
  lines: (await db().select().from(invoiceLines)).length,
  mails: (await db().select().from(notices)).length,
});

describe("a clock that jumps", () => {
  it("back by a day or a month repeats no invoice, no mail and no number", async () => {
    await world.name("steady.com", 30);
    await work();
    const before = { ...(await state()), numbers: await numbers() };
    expect(before).toMatchObject({ lines: 1, numbers: { length: 1 } });
    for (const back of [HOUR, DAY, 31 * DAY]) {
      clock.set(later(start, -back));
      await work();
      clock.set(start);
      await work();
      expect({ ...(await state()), numbers: await numbers() }).toEqual(before);
    }
  });

  it("ahead by ten years ends no name: what has expired is for the registrar to say, and what was due is due again afterwards", async () => {
    await world.name("waits.com", 30);
    clock.set(later(start, 3652 * DAY));
    await work();
    await sweepDunning(world.job);
    const [row] = await db().select().from(domains);
    expect(row).toMatchObject({ registration: "active", expiresAt: later(start, 30 * DAY) });
    expect(await db().select().from(invoices)).toEqual([]);
    expect(await db().select().from(cases)).toEqual([]);
    clock.set(start);
    await work();
    expect((await state()).lines).toBe(1);
  });
});
