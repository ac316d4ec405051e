import type postgres from "postgres";
import { DAY, HOUR, later, MINUTE } from "@/lib/kernel/clock";
import { ago, now, type SoundIds } from "./test-books";

/** What is broken, which invariants must report it, and how it is broken. */
export type Damage = [
  what: string,
  invariants: string[],
  damage: (sql: postgres.TransactionSql, ids: SoundIds) => Promise<unknown>,
];
/** Each promise, broken in every way it can be. */
export const damages: Damage[] = [
  [
    "I-1: an ended order is charged a cent too little",
    ["I-1", "I-2"],
    (sql, ids) => sql`update payments set captured_minor = 1498 where id = ${ids.donePayment}`,
  ],
  [
    "I-1: a name that was paid for is taken out of its order",
    ["I-1"],
    (sql, ids) => sql`update order_items set price_minor = price_minor - 1 where id = ${ids.doneItem}`,
  ],
  [
    "I-1: money was taken and nothing is owed back for what was never delivered",
    ["I-1", "I-3", "I-19"],
    async (sql, ids) => {
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
    (sql, ids) => sql`update domains set order_item_id = null where id = ${ids.domain}`,
  ],
  [
    "I-4: a name was delivered, and the hold was let go",
    ["I-1", "I-2", "I-4"],
    (sql, ids) => sql`update payments set state = 'released', captured_minor = 0 where id = ${ids.donePayment}`,
  ],
  [
    "I-5: a name has two live rows",
    ["I-5"],
    async (sql, ids) => {
      await sql`drop index domains_one_live`;
      await sql`insert into domains (id, name_ascii, tld, registrar, registrar_account_id, registration, auto_renew, created_at, updated_at)
      select 'dom_twin', name_ascii, tld, registrar, registrar_account_id, 'pending', true, now(), now() from domains where id = ${ids.domain}`;
    },
  ],
  [
    "I-5: a name that was delivered is still claimed",
    ["I-5"],
    (sql, ids) =>
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
    async (sql, ids) => {
      await sql`drop index operations_one_confirmed`;
      await sql`insert into operations (id, verb, provider, subject_id, order_id, key, state, created_at, settled_at)
      values ('opn_twin', 'register', 'sandbox', ${ids.doneItem}, ${ids.done}, 'k3', 'confirmed', now(), now())`;
    },
  ],
  [
    "I-12: an ended order still holds money",
    ["I-12"],
    (sql, ids) =>
      sql`insert into payments (id, order_id, merchant_id, kind, state, amount_minor, currency, held_at, capture_before, created_at, updated_at)
      values ('pay_late', ${ids.done}, ${ids.merchant}, 'rehold', 'held', 100, 'USD', ${ago(HOUR)}, ${later(now, DAY).toISOString()}, ${ago(HOUR)}, ${ago(HOUR)})`,
  ],
  [
    "I-12: a hold runs out over names in flight, undecided",
    ["I-12"],
    (sql, ids) =>
      sql`update payments set capture_before = ${later(now, HOUR).toISOString()} where id = ${ids.openPayment}`,
  ],
  [
    "I-13: more was captured than held",
    ["I-1", "I-2", "I-13"],
    async (sql, ids) => {
      await sql`alter table payments drop constraint payments_captured`;
      await sql`update payments set captured_minor = amount_minor + 1 where id = ${ids.donePayment}`;
    },
  ],
  [
    "I-13: a refund was made, and its payment knows nothing of it",
    ["I-13"],
    (
      sql,
      ids,
    ) => sql`insert into refunds (id, payment_id, order_id, merchant_id, kind, "to", amount_minor, currency, reason, state, created_at, settled_at)
      values ('ref_1', ${ids.donePayment}, ${ids.done}, ${ids.merchant}, 'goodwill', 'card', 100, 'USD', 'x', 'done', ${ago(HOUR)}, ${ago(HOUR)})`,
  ],
  [
    "I-9: a registrar has renewed by itself for days what it must not",
    ["I-9"],
    (sql, ids) =>
      sql`update domains set registrar_auto_renew = true, updated_at = ${ago(2 * DAY)} where id = ${ids.domain}`,
  ],
  [
    "I-11: a paid year was never renewed",
    ["I-11"],
    async (sql, ids) => {
      await sql`insert into invoices (id, number, kind, state, merchant_id, currency, subtotal_minor, tax_minor, total_minor, seller, buyer, issued_at, due_at, paid_at, ended_at)
        values ('inv_1', '2026-1', 'renewal', 'paid', ${ids.merchant}, 'USD', 1499, 0, 1499, '{}', '{}', ${ago(HOUR)}, ${ago(HOUR)}, ${ago(HOUR)}, ${ago(HOUR)})`;
      await sql`insert into invoice_lines (id, invoice_id, merchant_id, position, kind, domain_id, name_ascii, years, period_start, price_minor, tax_minor, cost_minor, cost_currency)
        values ('inl_1', 'inv_1', ${ids.merchant}, 0, 'renew', ${ids.domain}, 'sound.com', 1, ${ago(HOUR)}, 1499, 0, 1000, 'USD')`;
    },
  ],
  [
    "I-13: more was refunded than captured",
    ["I-2", "I-13"],
    async (sql, ids) => {
      await sql`alter table payments drop constraint payments_refunded`;
      await sql`update payments set refunded_minor = captured_minor + 1 where id = ${ids.donePayment}`;
    },
  ],
  [
    "I-19: an order ended with a name still open",
    ["I-19"],
    (sql, ids) => sql`update orders set state = 'failed', ended_at = ${ago(MINUTE)} where id = ${ids.open}`,
  ],
  [
    "I-19: a name is registered by no confirmed operation",
    ["I-6", "I-19"],
    (sql) => sql`update operations set state = 'refused' where id = 'opn_done'`,
  ],
  [
    "I-19: a registrar was asked before money was held",
    ["I-19"],
    (sql, ids) => sql`update orders set held_at = null where id = ${ids.open}`,
  ],
  [
    "I-19: an order is completed without a name",
    ["I-19"],
    (sql, ids) =>
      sql`insert into orders (id, merchant_id, placed_by_user_id, state, currency, subtotal_minor, tax_minor, total_minor, cart_id, cart_version, contact_id, contact, placed_at, held_at, ended_at, updated_at)
      select 'ord_empty', merchant_id, placed_by_user_id, 'completed', currency, 0, 0, 0, 'crt_empty', 1, contact_id, contact, placed_at, held_at, ended_at, updated_at from orders where id = ${ids.done}`,
  ],
  ...(["order_items", "payments"] as const).map(
    (table): Damage => [
      `I-20: a row of ${table} belongs to another merchant than its order`,
      ["I-20"],
      (sql, ids) => sql`update ${sql(table)} set merchant_id = ${ids.other} where order_id = ${ids.open}`,
    ],
  ),
  [
    "I-20: a domain belongs to another merchant than who bought it",
    ["I-20"],
    (sql, ids) => sql`update domains set merchant_id = ${ids.other} where id = ${ids.domain}`,
  ],
  [
    "I-20: a fact of an order is told to another merchant",
    ["I-20"],
    (sql, ids) =>
      sql`insert into timeline (at, merchant_id, order_id, side, fact) values (now(), ${ids.other}, ${ids.done}, 'money', 'payment_held')`,
  ],
  [
    "I-20: a zone belongs to another merchant than its domain",
    ["I-20"],
    (sql, ids) =>
      sql`insert into zones (id, domain_id, merchant_id, name_ascii, host, caller_reference, created_at)
      values ('zon_1', ${ids.domain}, ${ids.other}, 'sound.com', 'sandbox', 'zon_1', now())`,
  ],
  [
    "I-20: an order carries another merchant's contact",
    ["I-20"],
    (sql, ids) =>
      sql`update contacts set merchant_id = ${ids.other} where id = (select contact_id from orders where id = ${ids.open})`,
  ],
  [
    "I-21: a name ran out in a week and its registrant was never told",
    ["I-21"],
    (sql, ids) =>
      sql`update domains set created_at = ${ago(300 * DAY)}, expires_at = ${later(now, 3 * DAY).toISOString()} where id = ${ids.domain}`,
  ],
  [
    "I-21: the notice left after its window had closed",
    ["I-21"],
    async (sql, ids) => {
      await sql`update domains set created_at = ${ago(300 * DAY)}, expires_at = ${later(now, 20 * DAY).toISOString()} where id = ${ids.domain}`;
      await sql`insert into notices (id, kind, domain_id, recipient, subject, body, once_key, created_at, sent_at)
        values ('ntc_late', 'expiry_month', ${ids.domain}, 'a@b.c', 's', 'b', 'late', ${ago(8 * DAY)}, ${ago(5 * DAY)})`;
    },
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
    (sql, ids) => sql`update orders set ended_at = null where id = ${ids.done}`,
  ],
  [
    "I-24: an open payment says that it ended",
    ["I-24"],
    (sql, ids) => sql`update payments set ended_at = now() where id = ${ids.openPayment}`,
  ],
  [
    "I-24: an operation in flight says that it settled",
    ["I-24"],
    (sql) => sql`update operations set settled_at = now() where id = 'opn_open'`,
  ],
];
