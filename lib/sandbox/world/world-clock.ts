import type { Sql } from "postgres";
import type { Clock } from "@/lib/kernel/clock";

/** The time the sandbox lives in: the given clock plus an offset that is kept in the database. */
export class WorldClock implements Clock {
  #offsetMs: number;
  constructor(
    readonly sql: Sql,
    readonly base: Clock,
    offsetMs: number,
  ) {
    this.#offsetMs = offsetMs;
  }

  static async open(sql: Sql, base: Clock): Promise<WorldClock> {
    const [row] = await sql`select value from sandbox.settings where key = 'clock_offset_ms'`;
    return new WorldClock(sql, base, Number(row?.value ?? 0));
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): Date {
    return new Date(this.base.now().getTime() + this.#offsetMs);
  }

  /** Moves the sandbox forward (or back) against the rest of the world, for this and every later start. */
  async advance(ms: number): Promise<void> {
    this.#offsetMs += Math.round(ms);
    await saveSetting(this.sql, "clock_offset_ms", this.#offsetMs);
  }

  async reset(): Promise<void> {
    await this.advance(-this.#offsetMs);
  }
}

export async function saveSetting(sql: Sql, key: string, value: unknown): Promise<void> {
  await sql`
    insert into sandbox.settings (key, value) values (${key}, ${sql.json(value as never)})
    on conflict (key) do update set value = excluded.value`;
}
