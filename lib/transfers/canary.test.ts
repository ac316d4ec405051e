import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { factoryPassword } from "@/db/factories";
import { notices, orderItems, orders } from "@/db/schema";
import { DAY, HOUR } from "@/lib/kernel/clock";
import { correctCode } from "@/lib/orders/correct-code";
import { orderTransfer } from "@/lib/orders/order-transfer";
import { returnFromPayment } from "@/lib/orders/return-from-payment";
import { preflight } from "./preflight";
import { revealAuthCode } from "./reveal-auth-code";
import { useTraveller } from "./test-traveller";

const traveller = useTraveller();
const written: string[] = [];

/** Everything the process says while the codes are about. */
beforeAll(() => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, "write").mockImplementation((...args: unknown[]) => {
      written.push(String(args[0]));
      return (write as (...given: unknown[]) => boolean)(...args);
    });
  }
});
afterAll(() => vi.restoreAllMocks());

/**
 * Every row of every table of ours as text: orders, outbox, the engine's events, steps and results, traces, mail, audit. The
 * schema `sandbox` is the outside world's memory, which knows its own codes.
 */
async function tablesWith(...secrets: string[]): Promise<string[]> {
  const sql = traveller.platform.worldSql;
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('sandbox', 'pg_catalog', 'information_schema')`;
  expect(tables.length).toBeGreaterThan(40);
  const found: string[] = [];
  for (const { name } of tables)
    for (const secret of secrets) {
      const rows = await sql.unsafe(`select t::text as row from ${name} t where position($1 in t::text) > 0`, [secret]);
      found.push(...rows.map((row) => `${name}: ${String(row.row).slice(0, 120)}`));
    }
  return found;
}

describe("an auth code leaves no trace (T-8)", () => {
  it("the search of the tables finds what is there", async () => {
    const { merchant } = await traveller.platform.merchant();
    expect((await tablesWith(merchant.id)).length).toBeGreaterThan(1);
  });

  it("T-8, PE-30: through a whole transfer with a wrong code and a right one, by the running engine", async () => {
    const name = "canary-elsewhere.com";
    const [wrong, right] = ["Canary-Wrong/77&x=1", `code-${name}`];
    const { ctx, contact } = await traveller.platform.merchant();
    await traveller.platform.startProcess();
    await preflight(ctx, { name, authCode: wrong });
    const { orderId, payUrl } = await orderTransfer(ctx, {
      name,
      authCode: wrong,
      contactId: contact.id,
      privacy: true,
    });
    expect(await tablesWith(wrong, right)).toEqual([]);
    await traveller.platform.pay(payUrl);
    await returnFromPayment(ctx, { orderId });
    const item = async () => (await db().select().from(orderItems).where(eq(orderItems.orderId, orderId)))[0];
    expect(await traveller.platform.run(3 * DAY, async () => (await item())?.failureReason === "auth_code")).toBe(true);
    expect(await tablesWith(wrong, right)).toEqual([]);

    await correctCode(ctx, { orderId, authCode: right });
    expect(await tablesWith(wrong, right)).toEqual([]);
    expect(await traveller.platform.run(9 * DAY, async () => (await item())?.state === "registered")).toBe(true);
    await traveller.platform.run(2 * HOUR);
    const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
    expect(order?.state).toBe("completed");
    expect(await tablesWith(wrong, right)).toEqual([]);
    expect(await tablesWith(encodeURIComponent(wrong), JSON.stringify(wrong).slice(1, -1))).toEqual([]);
    const mails = (await db().select().from(notices)).map((mail) => mail.kind);
    expect(mails).toEqual(expect.arrayContaining(["transfer_owner", "transfer_registry"]));
  }, 600_000);

  it("T-8: nor does one that is shown to an owner who leaves", async () => {
    const { ctx, domain } = await traveller.owned("canary-leaves.com", { locked: false });
    const { code } = await revealAuthCode(ctx, { domainId: domain.id, password: factoryPassword });
    await traveller.platform.run(HOUR);
    expect(await tablesWith(code)).toEqual([]);
    expect(written.join("\n")).not.toContain(code);
  });

  it("T-8: nothing that the process printed has one", () => {
    const printed = written.join("\n");
    expect(printed).not.toContain("Canary-Wrong");
    expect(printed).not.toContain("code-canary-elsewhere");
  });
});
