import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { useTestDatabase } from "@/db/test-database";
import { makeSoundBooks, type SoundIds } from "./test-books";

const database = useTestDatabase();
let ids: SoundIds;
beforeAll(async () => {
  ids = await makeSoundBooks(database.sql);
}, 60_000);

describe("what the database itself refuses", () => {
  const refused = (statement: SQL) =>
    db()
      .execute(statement)
      .then(
        () => "taken",
        (error) => String(error.cause?.code ?? error.code),
      );

  it.each<[string, () => SQL, string]>([
    ["I-24: an ended order goes on", () => sql`update orders set state = 'fulfilling' where id = ${ids.done}`, "55000"],
    [
      "I-24: a registered name is refused afterwards",
      () => sql`update order_items set state = 'refused' where id = ${ids.doneItem}`,
      "55000",
    ],
    [
      "I-24: a captured payment is let go",
      () => sql`update payments set state = 'released' where id = ${ids.donePayment}`,
      "55000",
    ],
    [
      "I-24: a confirmed operation becomes unknown",
      () => sql`update operations set state = 'unknown' where id = 'opn_done'`,
      "55000",
    ],
    [
      "I-2: ledger lines that do not sum to nought",
      () =>
        sql`insert into ledger_entries (transaction_id, account, amount_minor, currency) values ('ltx_1', 'sales', 1, 'USD')`,
      "23514",
    ],
    ["I-2: a ledger line is changed", () => sql`update ledger_entries set amount_minor = 0`, "55000"],
    ["L-1: a fact of the timeline is taken back", () => sql`delete from timeline`, "55000"],
    [
      "I-13: more is captured than held",
      () => sql`update payments set captured_minor = amount_minor + 1 where id = ${ids.openPayment}`,
      "23514",
    ],
    [
      "I-5: a second live row of a name",
      () =>
        sql`insert into domains (id, name_ascii, tld, registrar, registrar_account_id, registration, auto_renew, created_at, updated_at) select 'dom_twin', name_ascii, tld, registrar, registrar_account_id, 'pending', true, now(), now() from domains where id = ${ids.domain}`,
      "23505",
    ],
    [
      "I-5: a second claim of a name",
      () =>
        sql`insert into name_claims (name_ascii, order_item_id, merchant_id, claimed_at) values ('underway.com', ${ids.doneItem}, ${ids.merchant}, now())`,
      "23505",
    ],
    [
      "I-8: a second operation of the same work in flight",
      () =>
        sql`insert into operations (id, verb, provider, subject_id, key, state, created_at) values ('opn_x', 'register', 'sandbox', ${ids.openItem}, 'kx', 'unknown', now())`,
      "23505",
    ],
    [
      "I-20: a payment of another merchant's order",
      () => sql`update payments set merchant_id = ${ids.other} where id = ${ids.openPayment}`,
      "23503",
    ],
    ["years that nobody sells", () => sql`update order_items set years = 11 where id = ${ids.openItem}`, "23514"],
    ["a state that does not exist", () => sql`update orders set state = 'charged' where id = ${ids.open}`, "23514"],
  ])("%s", async (_, statement, code) => expect(await refused(statement())).toBe(code));
});
