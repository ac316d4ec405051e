import { type AnyColumn, sql } from "drizzle-orm";
import { check, text, timestamp } from "drizzle-orm/pg-core";

/** Moments are UTC with milliseconds; the product's clock writes them, so moved clocks and databases agree. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

/** A word out of a closed list, checked by the database as well as by the types. */
export const word = <const T extends readonly [string, ...string[]]>(values: T) => text({ enum: values });

export function oneOf(name: string, column: AnyColumn, values: readonly string[]) {
  const list = sql.raw(values.map((value) => `'${value}'`).join(", "));
  return check(name, sql`${column} in (${list})`);
}
