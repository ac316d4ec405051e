import { expect, test } from "vitest";
import { createTestDatabase } from "@/db/test-database";

test("two test databases know nothing of each other", async () => {
  const [left, right] = [await createTestDatabase(), await createTestDatabase()];
  await left.sql`create table only_left (id int)`;
  const [found] = await right.sql`select to_regclass('only_left') as name`;
  expect(found?.name).toBeNull();
  await left.close();
  await right.close();
});

test("a closed test database is gone, even with a connection left open", async () => {
  const [closed, other] = [await createTestDatabase(), await createTestDatabase()];
  const name = new URL(closed.url).pathname.slice(1);
  await closed.close();
  const rows = await other.sql`select 1 from pg_database where datname = ${name}`;
  expect(rows).toHaveLength(0);
  await other.close();
});
