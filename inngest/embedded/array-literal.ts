/**
 * Values as the text of a Postgres array, for `${arrayLiteral(ids)}::text::text[]`. The driver's own arrays need a look at the
 * type catalogue on each new connection, and it does not survive a database that goes away just then.
 */
export function arrayLiteral(values: (string | number | null)[]): string {
  const items = values.map((value) => (value === null ? "NULL" : `"${String(value).replace(/["\\]/g, "\\$&")}"`));
  return `{${items.join(",")}}`;
}
