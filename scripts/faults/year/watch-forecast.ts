import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { DAY, later } from "@/lib/kernel/clock";
import type { ForecastName } from "@/lib/renewals/forecast";
import { forecastExposure } from "@/lib/renewals/forecast-exposure";
import type { Platform } from "../platform";

type Foreseen = Pick<ForecastName, "outcome" | "costMinor" | "takesAt"> & { at: Date };

/** So far ahead the forecast is held to its word, unless its merchant paid since. */
const aheadDays = 7;

/**
 * Holds the forecast to its word (L-7): what it said at the last round and what it said a week before is laid beside what the
 * registrar's own books say it took, name by name. A name that its merchant paid for since is no error.
 */
export class ForecastWatch {
  #near = new Map<string, Foreseen>();
  #week = new Map<string, Foreseen>();
  #lastCharge = 0;
  errorMinor = 0;
  takenMinor = 0;
  compared = 0;
  readonly told: string[] = [];
  /** The newest that the registrar took for each name. */
  readonly #took = new Map<string, { at: Date; amount: number }>();
  readonly #began: Date;

  constructor(private readonly platform: Platform) {
    this.#began = platform.clock.now();
  }

  /** Remembers what is foreseen now; once a day also for the day that is a week ahead. */
  async look(newDay: boolean): Promise<void> {
    const at = this.platform.clock.now();
    const names = (await forecastExposure(this.platform.ctx)).days.flatMap(({ names }) => names);
    const foreseen = ({ outcome, costMinor, takesAt }: ForecastName) => ({ outcome, costMinor, takesAt, at });
    this.#near = new Map(names.map((name) => [name.nameAscii, foreseen(name)]));
    if (!newDay) return;
    for (const name of names) {
      const leftMs = new Date(name.takesAt).getTime() - at.getTime();
      if (leftMs >= aheadDays * DAY && leftMs < (aheadDays + 1.5) * DAY && !this.#week.has(name.nameAscii))
        this.#week.set(name.nameAscii, foreseen(name));
    }
  }

  /** Lays what was taken since the last look beside what was foreseen. */
  async compare(): Promise<void> {
    const now = this.platform.clock.now();
    const charges = await this.platform.worldSql<{ id: number; name: string; amount: number; at: Date }[]>`
      select id::int, name, amount_minor as amount, charged_at as at from sandbox.registrar_charges
      where verb = 'auto_renew' and id > ${this.#lastCharge} order by id`;
    this.#lastCharge = charges.at(-1)?.id ?? this.#lastCharge;
    const taken = new Map(charges.map(({ name, amount }) => [name, amount]));
    for (const { name, amount, at } of charges) this.#took.set(name, { at, amount });
    await this.#hold("the last round", this.#near, taken, now);
    await this.#hold("a week before", this.#week, taken, now);
    for (const [name, amount] of taken) {
      this.takenMinor += amount;
      if (now > later(this.#began, (aheadDays + 2) * DAY) && !this.#weekKnew.has(name))
        this.#err(amount, `${name}: ${amount} was taken, and nobody foresaw it a week before`);
    }
  }

  #weekKnew = new Set<string>();

  async #hold(when: string, foreseen: Map<string, Foreseen>, taken: Map<string, number>, now: Date): Promise<void> {
    for (const [name, told] of foreseen) {
      const amount = taken.get(name) ?? 0;
      const isOver = new Date(told.takesAt) <= now;
      if (!isOver && amount === 0) continue;
      foreseen.delete(name);
      if (when !== "the last round") this.#weekKnew.add(name);
      const expected = told.outcome === "taken" ? (told.costMinor ?? 0) : 0;
      this.compared += 1;
      if (amount === expected || (amount === 0 && (await paidSince(name, told.at)))) continue;
      if (amount === 0 && this.#isTheSame(name, told, expected)) continue;
      this.#err(
        Math.abs(amount - expected),
        `${name}: ${when} ${told.outcome} (${expected}) was foreseen, ${amount} was taken`,
      );
    }
  }

  /** The year that was foreseen is one that the registrar took before: it was down since, and nobody could read that. */
  #isTheSame(name: string, { takesAt, at }: Foreseen, expected: number): boolean {
    const took = this.#took.get(name);
    return took !== undefined && took.amount === expected && took.at >= new Date(takesAt) && took.at <= at;
  }

  #err(minor: number, text: string): void {
    this.errorMinor += minor;
    this.told.push(text);
  }
}

/** Whether its merchant paid for the year meanwhile. What is advanced for a name that earns is not paid by anybody yet. */
async function paidSince(name: string, at: Date): Promise<boolean> {
  const rows = await db().execute(sql`select from order_items i join orders o on o.id = i.order_id
    where i.name_ascii = ${name} and i.kind = 'renew' and o.capture_mode <> 'billed_after' and o.placed_at >= ${at.toISOString()}::timestamptz
      and o.state in ('fulfilling', 'review', 'completed')`);
  return rows.length > 0;
}
