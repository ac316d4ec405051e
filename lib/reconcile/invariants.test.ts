import { PgDialect } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/test-database";
import { findViolations } from "./find-violations";
import { invariants } from "./invariants";
import { makeSoundBooks, now, type SoundIds } from "./test-books";
import { damages } from "./test-damages";

const database = useTestDatabase();
let ids: SoundIds;
beforeAll(async () => {
  ids = await makeSoundBooks(database.sql);
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

describe("the invariants", () => {
  it("report nothing on sound books", async () => {
    expect(await reported()).toEqual([]);
  });

  it.each(damages)("%s: exactly these report it", async (_, expected, damage) => {
    expect((await afterBreaking((sql) => damage(sql, ids))).sort()).toEqual([...expected].sort());
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
      "I-9",
      "I-11",
      "I-12",
      "I-13",
      "I-19",
      "I-20",
      "I-21",
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
