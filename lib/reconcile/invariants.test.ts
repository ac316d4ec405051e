import { sql as drizzleSql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeDomain, makeMember, makeOrder, makeRegistrarAccount } from "@/db/factories";
import { useTestDatabase } from "@/db/test-database";
import { DAY, HOUR, later, ManualClock, MINUTE } from "@/lib/kernel/clock";
import { findViolations } from "./find-violations";
import { invariants } from "./invariants";

const database = useTestDatabase();
const clock = new ManualClock();
const now = clock.now();
const ago = (ms: number) => later(now, -ms).toISOString();

/** Ids of a sound order that was delivered and paid, an open one that is held, and of things of another merchant. */
let ids: Record<
  "done" | "doneItem" | "donePayment" | "domain" | "open" | "openItem" | "openPayment" | "merchant" | "other",
  string
>;

beforeAll(async () => {
  const account = await makeRegistrarAccount({ active: true });
  const [member, other] = [await makeMember({ clock }), await makeMember({ clock })];
  const of = { merchantId: member.merchant.id, placedByUserId: member.user.id, registrarAccountId: account.id };
  const ended = { endedAt: later(now, -HOUR), updatedAt: later(now, -HOUR) };
  const placedAt = later(now, -2 * HOUR);
  const done = await makeOrder({
    ...of,
    placedAt,
    names: [{ nameAscii: "sound.com", state: "registered", ...ended, startedAt: placedAt }],
    state: "completed",
    heldAt: placedAt,
    ...ended,
    payment: { state: "captured", capturedMinor: 1499, intentId: "pi_done", heldAt: placedAt, ...ended },
  });
  const open = await makeOrder({
    ...of,
    placedAt,
    names: [{ nameAscii: "underway.com", state: "registering", startedAt: later(now, -MINUTE) }],
    state: "fulfilling",
    heldAt: placedAt,
    payment: { state: "held", intentId: "pi_open", heldAt: placedAt, captureBefore: later(now, 6 * DAY) },
  });
  const domain = await makeDomain({
    nameAscii: "sound.com",
    merchantId: member.merchant.id,
    registrarAccountId: account.id,
    orderItemId: done.items[0]!.id,
  });
  ids = {
    done: done.order.id,
    doneItem: done.items[0]!.id,
    donePayment: done.payment.id,
    domain: domain.id,
    open: open.order.id,
    openItem: open.items[0]!.id,
    openPayment: open.payment.id,
    merchant: member.merchant.id,
    other: other.merchant.id,
  };
  await database.sql.begin(async (sql) => {
    await sql`insert into operations (id, verb, provider, subject_id, order_id, key, state, provider_ref, created_at, settled_at)
      values ('opn_done', 'register', 'sandbox', ${ids.doneItem}, ${ids.done}, 'k1', 'confirmed', 'r1', ${ago(2 * HOUR)}, ${ago(HOUR)}),
             ('opn_open', 'register', 'sandbox', ${ids.openItem}, ${ids.open}, 'k2', 'sent', 'r2', ${ago(MINUTE)}, null)`;
    await sql`insert into timeline (at, merchant_id, order_id, side, fact)
      values (${ago(HOUR)}, ${ids.merchant}, ${ids.done}, 'money', 'payment_captured')`;
    for (const [id, kind, key, account_, amount] of [
      ["ltx_1", "capture", "stripe:capture:pi_done", "stripe", 1499],
      ["ltx_2", "registrar_charge", "sandbox:register:opn_done", "registrar_cost", 1000],
    ] as const) {
      await sql`insert into ledger_transactions (id, at, kind, external_key, order_id) values (${id}, ${ago(HOUR)}, ${kind}, ${key}, ${ids.done})`;
      await sql`insert into ledger_entries (transaction_id, account, amount_minor, currency)
        values (${id}, ${account_}, ${amount}, 'USD'), (${id}, 'sales', ${-amount}, 'USD')`;
    }
  });
}, 60_000);

const reported = async () => [...new Set((await findViolations(now)).map((row) => row.invariant))];

const dialect = new PgDialect();
class Undo extends Error {}

/**
 * Breaks something behind the back of every guard, asks every invariant inside the same transaction, and takes it back.
 * `session_replication_role = replica` keeps triggers and foreign keys out; checks and unique indexes are dropped.
 */
async function afterBreaking(damage: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<string[]> {
  let found: string[] = [];
  await database.sql
    .begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await damage(sql);
      const rows = [];
      for (const { id, rows: query } of invariants) {
        const { sql: text, params } = dialect.sqlToQuery(query(now, 96));
        if ((await sql.unsafe(text, params as never[])).length > 0) rows.push(id);
      }
      found = rows;
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return found;
}

type Damage = [what: string, invariants: string[], damage: (sql: postgres.TransactionSql) => Promise<unknown>];

const damages: Damage[] = [
  [
    "I-1: an ended order is charged a cent too little",
    ["I-1", "I-2"],
    (sql) => sql`update payments set captured_minor = 1498 where id = ${ids.donePayment}`,
  ],
  [
    "I-1: a name that was paid for is taken out of its order",
    ["I-1"],
    (sql) => sql`update order_items set price_minor = price_minor - 1 where id = ${ids.doneItem}`,
  ],
  [
    "I-1: money was taken and nothing is owed back for what was never delivered",
    ["I-1", "I-3", "I-19"],
    async (sql) => {
      await sql`update order_items set state = 'refused' where id = ${ids.doneItem}`;
      await sql`update domains set order_item_id = null where id = ${ids.domain}`;
    },
  ],
  [
    "I-2: a ledger transaction is one cent off",
    ["I-2"],
    (sql) =>
      sql`update ledger_entries set amount_minor = amount_minor + 1 where transaction_id = 'ltx_2' and account = 'sales'`,
  ],
  [
    "I-2: what Stripe took is not in the books",
    ["I-2"],
    (sql) => sql`delete from ledger_entries where transaction_id = 'ltx_1'`,
  ],
  [
    "I-3: a name was paid for that no account of ours holds",
    ["I-3"],
    (sql) => sql`update domains set order_item_id = null where id = ${ids.domain}`,
  ],
  [
    "I-4: a name was delivered, and the hold was let go",
    ["I-1", "I-2", "I-4"],
    (sql) => sql`update payments set state = 'released', captured_minor = 0 where id = ${ids.donePayment}`,
  ],
  [
    "I-5: a name has two live rows",
    ["I-5"],
    async (sql) => {
      await sql`drop index domains_one_live`;
      await sql`insert into domains (id, name_ascii, tld, registrar, registrar_account_id, registration, auto_renew, created_at, updated_at)
      select 'dom_twin', name_ascii, tld, registrar, registrar_account_id, 'pending', true, now(), now() from domains where id = ${ids.domain}`;
    },
  ],
  [
    "I-5: a name that was delivered is still claimed",
    ["I-5"],
    (sql) =>
      sql`insert into name_claims (name_ascii, order_item_id, merchant_id, claimed_at) values ('sound.com', ${ids.doneItem}, ${ids.merchant}, now())`,
  ],
  [
    "I-6: a registration has no charge",
    ["I-6"],
    (sql) => sql`update ledger_transactions set kind = 'owed' where id = 'ltx_2'`,
  ],
  [
    "I-6: a charge belongs to no operation",
    ["I-6"],
    (sql) =>
      sql`insert into ledger_transactions (id, at, kind, external_key) values ('ltx_9', now(), 'registrar_charge', 'sandbox:register:opn_nobodys')`,
  ],
  [
    "I-7: an operation is in flight for days and nobody was told",
    ["I-7"],
    (sql) => sql`update operations set created_at = ${ago(5 * DAY)} where id = 'opn_open'`,
  ],
  [
    "I-7: so is one whose outcome is unknown",
    ["I-7"],
    (sql) => sql`update operations set state = 'unknown', created_at = ${ago(5 * DAY)} where id = 'opn_open'`,
  ],
  [
    "I-8: the same work was confirmed twice",
    ["I-6", "I-8"],
    async (sql) => {
      await sql`drop index operations_one_confirmed`;
      await sql`insert into operations (id, verb, provider, subject_id, order_id, key, state, created_at, settled_at)
      values ('opn_twin', 'register', 'sandbox', ${ids.doneItem}, ${ids.done}, 'k3', 'confirmed', now(), now())`;
    },
  ],
  [
    "I-12: an ended order still holds money",
    ["I-12"],
    (sql) =>
      sql`insert into payments (id, order_id, merchant_id, kind, state, amount_minor, currency, held_at, capture_before, created_at, updated_at)
      values ('pay_late', ${ids.done}, ${ids.merchant}, 'rehold', 'held', 100, 'USD', ${ago(HOUR)}, ${later(now, DAY).toISOString()}, ${ago(HOUR)}, ${ago(HOUR)})`,
  ],
  [
    "I-12: a hold runs out over names in flight, undecided",
    ["I-12"],
    (sql) => sql`update payments set capture_before = ${later(now, HOUR).toISOString()} where id = ${ids.openPayment}`,
  ],
  [
    "I-13: more was captured than held",
    ["I-1", "I-2", "I-13"],
    async (sql) => {
      await sql`alter table payments drop constraint payments_captured`;
      await sql`update payments set captured_minor = amount_minor + 1 where id = ${ids.donePayment}`;
    },
  ],
  [
    "I-13: more was refunded than captured",
    ["I-1", "I-2", "I-13"],
    async (sql) => {
      await sql`alter table payments drop constraint payments_refunded`;
      await sql`update payments set refunded_minor = captured_minor + 1 where id = ${ids.donePayment}`;
    },
  ],
  [
    "I-19: an order ended with a name still open",
    ["I-19"],
    (sql) => sql`update orders set state = 'failed', ended_at = ${ago(MINUTE)} where id = ${ids.open}`,
  ],
  [
    "I-19: a name is registered by no confirmed operation",
    ["I-6", "I-19"],
    (sql) => sql`update operations set state = 'refused' where id = 'opn_done'`,
  ],
  [
    "I-19: a registrar was asked before money was held",
    ["I-19"],
    (sql) => sql`update orders set held_at = null where id = ${ids.open}`,
  ],
  [
    "I-19: an order is completed without a name",
    ["I-19"],
    (sql) =>
      sql`insert into orders (id, merchant_id, placed_by_user_id, state, currency, subtotal_minor, tax_minor, total_minor, cart_id, cart_version, contact_id, contact, placed_at, held_at, ended_at, updated_at)
      select 'ord_empty', merchant_id, placed_by_user_id, 'completed', currency, 0, 0, 0, 'crt_empty', 1, contact_id, contact, placed_at, held_at, ended_at, updated_at from orders where id = ${ids.done}`,
  ],
  ...(["order_items", "payments"] as const).map(
    (table): Damage => [
      `I-20: a row of ${table} belongs to another merchant than its order`,
      ["I-20"],
      (sql) => sql`update ${sql(table)} set merchant_id = ${ids.other} where order_id = ${ids.open}`,
    ],
  ),
  [
    "I-20: a domain belongs to another merchant than who bought it",
    ["I-20"],
    (sql) => sql`update domains set merchant_id = ${ids.other} where id = ${ids.domain}`,
  ],
  [
    "I-20: a fact of an order is told to another merchant",
    ["I-20"],
    (sql) =>
      sql`insert into timeline (at, merchant_id, order_id, side, fact) values (now(), ${ids.other}, ${ids.done}, 'money', 'payment_held')`,
  ],
  [
    "I-20: a zone belongs to another merchant than its domain",
    ["I-20"],
    (sql) =>
      sql`insert into zones (id, domain_id, merchant_id, name_ascii, host, caller_reference, created_at)
      values ('zon_1', ${ids.domain}, ${ids.other}, 'sound.com', 'sandbox', 'zon_1', now())`,
  ],
  [
    "I-20: an order carries another merchant's contact",
    ["I-20"],
    (sql) =>
      sql`update contacts set merchant_id = ${ids.other} where id = (select contact_id from orders where id = ${ids.open})`,
  ],
  [
    "I-22: a secret key rests in an event",
    ["I-22"],
    (sql) =>
      sql`insert into outbox (event_id, name, data, created_at) values ('e1', 'order/item-due', ${sql.json({ key: "sk_live_4eC39HqLyjWDarjtT1" })}, now())`,
  ],
  [
    "I-22: a card number rests in a trace",
    ["I-22"],
    (sql) =>
      sql`insert into provider_trace (at, provider, verb, duration_ms, outcome, request) values (now(), 'stripe', 'x', 1, 'ok', ${sql.json({ note: "4242424242424242" })})`,
  ],
  [
    "I-22: a private key rests in a mail",
    ["I-22"],
    (sql) =>
      sql`insert into notices (id, kind, recipient, subject, body, once_key, created_at) values ('ntc_1', 'x', 'a@b.c', 's', '-----BEGIN EC PRIVATE KEY-----', 'n1', now())`,
  ],
  [
    "I-22: a webhook secret rests in the timeline",
    ["I-22"],
    (sql) =>
      sql`insert into timeline (at, side, fact, data) values (now(), 'platform', 'x', ${sql.json({ said: "whsec_abcdefghijklmnop" })})`,
  ],
  [
    "I-22: a secret rests in the audit log",
    ["I-22"],
    (sql) =>
      sql`insert into audit_log (at, actor_kind, action, subject_kind, subject_id, request_id, after) values (now(), 'job', 'x', 'y', 'z', 'r', ${sql.json({ a: "sk_test_4eC39HqLyjWDarjtT1" })})`,
  ],
  [
    "I-22: a secret rests in what a step returned",
    ["I-22"],
    (sql) =>
      sql`insert into engine_step (run_id, step_id, name, op, status, data, position, created_at) values ('r', 's', 'n', 'StepRun', 'done', ${JSON.stringify({ k: "sk_live_4eC39HqLyjWDarjtT1" })}::json, 1, now())`,
  ],
  [
    "I-23: an event is not handled for eleven minutes",
    ["I-23"],
    (sql) =>
      sql`insert into webhook_events (provider, event_id, type, object_id, received_at) values ('stripe', 'evt_1', 'x', 'pi_1', ${ago(11 * MINUTE)})`,
  ],
  [
    "I-24: an ended order does not say when",
    ["I-24"],
    (sql) => sql`update orders set ended_at = null where id = ${ids.done}`,
  ],
  [
    "I-24: an open payment says that it ended",
    ["I-24"],
    (sql) => sql`update payments set ended_at = now() where id = ${ids.openPayment}`,
  ],
  [
    "I-24: an operation in flight says that it settled",
    ["I-24"],
    (sql) => sql`update operations set settled_at = now() where id = 'opn_open'`,
  ],
];

describe("the invariants", () => {
  it("report nothing on an empty set of tables but the sound rows of this file", async () => {
    expect(await reported()).toEqual([]);
  });

  it.each(damages)("%s: exactly these report it", async (_, expected, damage) => {
    expect((await afterBreaking(damage)).sort()).toEqual([...expected].sort());
  });

  it("are each broken here at least once, and each promise is a sentence", () => {
    expect(invariants.map((one) => one.id)).toEqual([
      "I-1",
      "I-2",
      "I-3",
      "I-4",
      "I-5",
      "I-6",
      "I-7",
      "I-8",
      "I-12",
      "I-13",
      "I-19",
      "I-20",
      "I-22",
      "I-23",
      "I-24",
    ]);
    for (const { id, promise } of invariants) {
      expect(
        damages.some(([what, ids]) => what.startsWith(`${id}:`) && ids.includes(id)),
        id,
      ).toBe(true);
      expect(promise).toMatch(/^[A-Z].{20,}/);
    }
  });

  it("leave no trace of having been broken", async () => {
    expect(await reported()).toEqual([]);
  });
});

describe("what the database itself refuses", () => {
  const refused = (statement: ReturnType<typeof drizzleSql>) =>
    db()
      .execute(statement)
      .then(
        () => "taken",
        (error) => String(error.cause?.code ?? error.code),
      );

  it.each<[string, () => ReturnType<typeof drizzleSql>, string]>([
    [
      "I-24: an ended order goes on",
      () => drizzleSql`update orders set state = 'fulfilling' where id = ${ids.done}`,
      "55000",
    ],
    [
      "I-24: a registered name is refused afterwards",
      () => drizzleSql`update order_items set state = 'refused' where id = ${ids.doneItem}`,
      "55000",
    ],
    [
      "I-24: a captured payment is let go",
      () => drizzleSql`update payments set state = 'released' where id = ${ids.donePayment}`,
      "55000",
    ],
    [
      "I-24: a confirmed operation becomes unknown",
      () => drizzleSql`update operations set state = 'unknown' where id = 'opn_done'`,
      "55000",
    ],
    [
      "I-2: ledger lines that do not sum to nought",
      () =>
        drizzleSql`insert into ledger_entries (transaction_id, account, amount_minor, currency) values ('ltx_1', 'sales', 1, 'USD')`,
      "23514",
    ],
    ["I-2: a ledger line is changed", () => drizzleSql`update ledger_entries set amount_minor = 0`, "55000"],
    ["L-1: a fact of the timeline is taken back", () => drizzleSql`delete from timeline`, "55000"],
    [
      "I-13: more is captured than held",
      () => drizzleSql`update payments set captured_minor = amount_minor + 1 where id = ${ids.openPayment}`,
      "23514",
    ],
    [
      "I-5: a second live row of a name",
      () =>
        drizzleSql`insert into domains (id, name_ascii, tld, registrar, registrar_account_id, registration, auto_renew, created_at, updated_at) select 'dom_twin', name_ascii, tld, registrar, registrar_account_id, 'pending', true, now(), now() from domains where id = ${ids.domain}`,
      "23505",
    ],
    [
      "I-5: a second claim of a name",
      () =>
        drizzleSql`insert into name_claims (name_ascii, order_item_id, merchant_id, claimed_at) values ('underway.com', ${ids.doneItem}, ${ids.merchant}, now())`,
      "23505",
    ],
    [
      "I-8: a second operation of the same work in flight",
      () =>
        drizzleSql`insert into operations (id, verb, provider, subject_id, key, state, created_at) values ('opn_x', 'register', 'sandbox', ${ids.openItem}, 'kx', 'unknown', now())`,
      "23505",
    ],
    [
      "I-20: a payment of another merchant's order",
      () => drizzleSql`update payments set merchant_id = ${ids.other} where id = ${ids.openPayment}`,
      "23503",
    ],
    [
      "years that nobody sells",
      () => drizzleSql`update order_items set years = 11 where id = ${ids.openItem}`,
      "23514",
    ],
    [
      "a state that does not exist",
      () => drizzleSql`update orders set state = 'charged' where id = ${ids.open}`,
      "23514",
    ],
  ])("%s", async (_, statement, code) => expect(await refused(statement())).toBe(code));
});
