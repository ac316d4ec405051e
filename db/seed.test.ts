import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resetEnv } from "@/lib/kernel/env";
import { findViolations } from "@/lib/reconcile/find-violations";
import { demoUsers, moreDemoUsers } from "./demo-users.mjs";
import { seedDemo } from "./seed";
import { useTestDatabase } from "./test-database";

const database = useTestDatabase();
const variables = [
  "SANDBOX_PORT",
  "SANDBOX_DNS_PORT",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "STRIPE_API_BASE_URL",
];
const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("No port.");
  return address.port;
}

beforeAll(async () => {
  const port = await freePort();
  const dnsPort = await freePort();
  Object.assign(process.env, {
    SANDBOX_PORT: String(port),
    SANDBOX_DNS_PORT: String(dnsPort),
    DNS_RESOLVERS: `127.0.0.1:${dnsPort}`,
    STRIPE_SECRET_KEY: "sk_test_seed",
    STRIPE_WEBHOOK_SECRET: "whsec_seed",
    STRIPE_API_BASE_URL: `http://127.0.0.1:${port}/stripe`,
  });
  resetEnv();
  await seedDemo();
}, 120_000);
afterAll(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
});

describe("a freshly seeded installation", () => {
  it("has its demo users with their merchants and roles", async () => {
    const rows = await database.sql`
      select u.email, u.admin, m.name as merchant, s.role from users u
      left join memberships s on s.user_id = u.id left join merchants m on m.id = s.merchant_id order by u.email`;
    expect(rows.map((row) => [row.email, row.admin, row.merchant, row.role])).toEqual([
      ["admin@nameplate.test", true, null, null],
      ["demo@nameplate.test", false, "Fern & Fable", "owner"],
      ["other@nameplate.test", false, "Harbour Lane Cycles", "owner"],
      ["staff@nameplate.test", false, "Fern & Fable", "staff"],
      ["viewer@nameplate.test", false, "Fern & Fable", "read_only"],
    ]);
    expect([...demoUsers, ...moreDemoUsers].map((user) => user.email).sort()).toEqual(rows.map((row) => row.email));
  });

  it("sells through one active account, with prices", async () => {
    const accounts = await database.sql`select registrar, active from registrar_accounts`;
    expect(accounts.map((row) => ({ ...row }))).toEqual([{ registrar: "sandbox", active: true }]);
    const [priced] = await database.sql`select count(*)::int as n from tld_costs join tlds using (tld) where sold`;
    expect(priced?.n).toBeGreaterThan(150);
  });

  it("has orders in every state that a screen should show, and none that the money contradicts", async () => {
    const states = await database.sql`select state, count(*)::int as n from orders group by state order by state`;
    expect(Object.fromEntries(states.map((row) => [row.state, row.n]))).toEqual({
      cancelled: 1,
      completed: 10,
      failed: 2,
      fulfilling: 3,
    });
    expect(await findViolations(new Date())).toEqual([]);
    const cases = await database.sql`select kind, summary from cases`;
    expect(cases.map((row) => ({ ...row }))).toEqual([]);
  });

  it("has domains that are set up to the end, one of them expiring soon", async () => {
    const rows = await database.sql`select name_ascii, connection, expires_at from domains order by expires_at`;
    expect(rows.length).toBe(13);
    // A name that came from elsewhere keeps the DNS it had there.
    const elsewhere = rows.filter((row) => row.connection !== "active").map((row) => row.name_ascii);
    expect(elsewhere).toEqual(["fnf.com"]);
    const daysLeft = (rows[0]?.expires_at.getTime() - Date.now()) / 86_400_000;
    expect(daysLeft).toBeGreaterThan(10);
    expect(daysLeft).toBeLessThan(20);
    const open = await database.sql`select step, state from domain_setup where state <> 'done'`;
    expect(open).toHaveLength(0);
  });

  it("has names that were brought here, that are on their way, that wait for another code, and one that did not move", async () => {
    const rows = await database.sql`
      select name_ascii, state, stage, failure_reason from order_items where kind = 'transfer' order by name_ascii`;
    expect(rows.map((row) => [row.name_ascii, row.state, row.stage, row.failure_reason])).toEqual([
      ["fab.org", "registering", expect.any(String), "auth_code"],
      ["ffb.net", "registering", "registry", null],
      ["fnf.com", "registered", expect.any(String), null],
      ["fnf.org", "refused", expect.any(String), expect.any(String)],
    ]);
    const refunds = await database.sql`select state from refunds`;
    expect(refunds.map((row) => row.state)).toEqual(["done"]);
  });

  it("has renewals in their states: unpaid without a card, let go, and two that a registrar may take by itself", async () => {
    const open = await database.sql`
      select l.name_ascii, v.dunning_step from invoices v join invoice_lines l on l.invoice_id = v.id where v.state = 'open' order by 1`;
    expect(open.map((row) => [row.name_ascii, row.dunning_step])).toEqual([
      ["fernandfable.com", 0],
      ["harbourlane.cc", 1],
    ]);
    const ending = await database.sql`select name_ascii from domains where not auto_renew`;
    expect(ending.map((row) => row.name_ascii)).toEqual(["fern-and-fable.net"]);
    const exposed = await database.sql`select name_ascii from domains where registrar_auto_renew order by 1`;
    expect(exposed.map((row) => row.name_ascii)).toEqual(["fableandfern.com", "fernfable.net"]);
  });

  it("has books that agree but for one name that was bought past the platform, and its older months closed", async () => {
    const open =
      await database.sql`select cause, name_ascii, month from book_differences where state = 'open' and cause <> 'timing'`;
    expect(open.map((row) => [row.cause, row.name_ascii])).toEqual([["charge_without_order", "nameplate-status.com"]]);
    const [{ closed } = { closed: 0 }] =
      await database.sql`select count(*)::int as closed from closed_months where month < ${open[0]?.month}`;
    expect(closed).toBeGreaterThan(8);
  });

  it("stays as it is when it is seeded again", async () => {
    const count = () => database.sql`
      select (select count(*) from users) as users, (select count(*) from orders) as orders, (select count(*) from tlds) as tlds,
        (select count(*) from registrar_accounts) as accounts`;
    const first = await count();
    await database.sql`update tlds set sold = false where tld = 'com'`;
    await seedDemo();
    expect(await count()).toEqual(first);
    const [com] = await database.sql`select sold from tlds where tld = 'com'`;
    expect(com?.sold).toBe(false);
  });
});
