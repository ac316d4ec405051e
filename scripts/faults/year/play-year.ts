import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { settings } from "@/db/schema";
import { DAY, HOUR, later, MINUTE } from "@/lib/kernel/clock";
import { AppError, ProviderError } from "@/lib/kernel/errors";
import { runNotices } from "@/lib/notices/run-notices";
import { findViolations } from "@/lib/reconcile/find-violations";
import { alarmLateRenewals } from "@/lib/renewals/alarm-late-renewals";
import { foreseeCardsDaily } from "@/lib/renewals/foresee-cards-daily";
import { keepAutoRenew } from "@/lib/renewals/keep-auto-renew";
import { observeEndings } from "@/lib/renewals/observe-endings";
import { renewEarningNames } from "@/lib/renewals/renew-earning-names";
import { runRenewals } from "@/lib/renewals/run-renewals";
import { sweepDunning } from "@/lib/renewals/sweep-dunning";
import { importPricesJob } from "@/lib/tlds/import-prices-job";
import { judge } from "../oracles";
import type { Platform } from "../platform";
import { Random } from "../random";
import { closeLastMonth, matchNight } from "./close-books";
import { runErrands } from "./errands";
import { type Name, settleNames } from "./names";
import { liveDay, type Merchant, settlePeople } from "./people";
import { Stopwatch } from "./stopwatch";
import { ForecastWatch } from "./watch-forecast";

export type YearVerdict = {
  days: number;
  domains: number;
  violations: number;
  lostByAccident: number;
  noticesMissed: number;
  forecastErrorMinor: number;
  unexplained: number;
};

const start = new Date("2026-11-20T00:00:00Z");

export type YearWish = { domains: number; days: number; seed: number };

/** The hours of the day at which the platform's hourly work is done: what waits for an hour here waits for six. */
const hours = [4, 10, 16, 22];

/**
 * A year of a platform that has many names: renewals are invoiced, paid, retried, let go, taken by the registrar and billed
 * after, while the registrar is down for a day now and then and answers get lost. The product's own jobs do all of it.
 */
export async function playYear(platform: Platform, wish: YearWish, say: (line: string) => void): Promise<YearVerdict> {
  const year = await Year.open(platform, wish, say);
  for (let day = 0; day < wish.days; day += 1) await year.day(day);
  return year.end();
}

class Year {
  readonly #violations = new Set<string>();
  readonly #gaps = new Set<string>();
  readonly #lost = new Set<string>();
  readonly #unexplained: string[] = [];
  readonly #watch = new Stopwatch();
  /** In days since the start. */
  #outageEnds = 0;

  private constructor(
    private readonly platform: Platform,
    private readonly wish: YearWish,
    private readonly say: (line: string) => void,
    private readonly random: Random,
    private readonly people: readonly Merchant[],
    private readonly names: readonly Name[],
    private readonly forecast: ForecastWatch,
  ) {}

  static async open(platform: Platform, wish: YearWish, say: (line: string) => void): Promise<Year> {
    const random = new Random(wish.seed);
    platform.clock.set(start);
    await set({ renewFirstAboveMinor: 50_000, renewFirstLimitMinor: 500_000, graceWindowDays: 3 });
    await importPricesJob(platform.ctx, { period: "first" });
    const people = await settlePeople(platform, Math.max(40, Math.round(wish.domains / 20)));
    const names = await settleNames(platform, people, wish.domains, random);
    say(`${people.length} merchants, ${names.length} names`);
    return new Year(platform, wish, say, random, people, names, new ForecastWatch(platform));
  }

  async day(day: number): Promise<void> {
    const { platform, random } = this;
    if (this.#outageEnds <= day && random.chance(1 / 25)) this.#outageEnds = day + 1 + random.next() * 0.5;
    if (random.chance(0.3)) loseAnswer(platform, random);
    for (const hour of hours) await this.#hour(day, hour);
    for (const name of await this.#watch.time("lost names", () => lostNames(this.names))) this.#lost.add(name);
    if (platform.clock.now().getUTCDate() === 4) await this.#closeMonth(day);
    if (day % 7 === 6) this.say(`day ${day}, in seconds: ${this.#watch.tell()}`);
  }

  async #hour(day: number, hour: number): Promise<void> {
    const { platform, forecast } = this;
    const at = later(start, day * DAY + hour * HOUR + 7 * MINUTE);
    if (at > platform.clock.now()) platform.clock.set(at);
    const isDown = day + hour / 24 < this.#outageEnds;
    platform.world.registrar.setOutage(isDown);
    const time = this.#watch.time.bind(this.#watch);
    await time("world", () => platform.world.registrar.settle());
    await time("compare", () => forecast.compare());
    if (hour === hours[0]) await time("merchants", () => liveDay(platform, this.people, day, this.random));
    if (hour === hours[0] && !isDown) await importPricesJob(platform.ctx, { period: `day ${day}` });
    await doHour(platform, this.#watch);
    await time("errands", () => runErrands(platform, isDown ? "down" : "up"));
    if (hour === hours[1]) await time("books", () => matchNight(platform));
    await time("look ahead", () => forecast.look(hour === hours[0]));
  }

  async #closeMonth(day: number): Promise<void> {
    const closing = this.#watch.time("closing", () => closeLastMonth(this.platform, this.say));
    this.#unexplained.push(...(await closing));
    const now = this.platform.clock.now();
    for (const { invariant, key, row } of await this.#watch.time("invariants", () => findViolations(now))) {
      if (invariant === "I-21") this.#gaps.add(key);
      else this.#violations.add(`${invariant} ${key} ${JSON.stringify(row)}`);
    }
    this.say(`day ${day}: ${await howItStands(this.forecast)}`);
  }

  async end(): Promise<YearVerdict> {
    const { platform, forecast, say, wish } = this;
    platform.world.registrar.setOutage(false);
    platform.clock.advance(HOUR);
    await runErrands(platform);
    await doHour(platform, this.#watch);
    const { violations, doubleCharges, doubleRegistrations } = await judge(platform.clock.now());
    for (const text of [...violations, ...doubleCharges, ...doubleRegistrations])
      (text.startsWith("I-21 ") ? this.#gaps : this.#violations).add(text);
    const wrong = [this.#violations, this.#gaps, this.#lost, forecast.told, this.#unexplained];
    for (const list of wrong) for (const text of [...list].slice(0, 30)) say(`✗ ${text}`);
    say(await howItStands(forecast));
    return {
      days: wish.days,
      domains: wish.domains,
      violations: this.#violations.size,
      lostByAccident: this.#lost.size,
      noticesMissed: this.#gaps.size,
      forecastErrorMinor: forecast.errorMinor,
      unexplained: this.#unexplained.length,
    };
  }
}

/** What the platform does each hour, in the order of its jobs. One that fails for now is done the next time. */
async function doHour({ ctx }: Platform, watch: Stopwatch): Promise<void> {
  const jobs = [runRenewals, sweepDunning, observeAll, renewEarningNames, keepAutoRenew, foreseeCardsDaily];
  for (const job of [...jobs, alarmLateRenewals, runNotices]) {
    try {
      await watch.time<unknown>(job.name, () => job(ctx));
    } catch (error) {
      if (!(error instanceof ProviderError || error instanceof AppError)) throw error;
    }
  }
}

/** An hour reads three hundred names at most, and six hours are one here. */
async function observeAll(ctx: Platform["ctx"]): Promise<void> {
  for (let hour = 0; hour < 6; hour += 1) if ((await observeEndings(ctx)).read < 300) return;
}

function loseAnswer({ world }: Platform, random: Random): void {
  const match = random.pick(["POST /v1/payment_intents", "POST /v1/payment_intents/:id/capture"]);
  const mode = random.pick([
    "before",
    "after-effect-no-reply",
    "500",
    "500-stored",
    "500-stored-after-effect",
    "429",
  ] as const);
  world.stripe?.control.failNext({ match, mode });
}

async function set(change: Record<string, unknown>): Promise<void> {
  for (const [key, value] of Object.entries(change)) {
    const row = { key, value, updatedAt: start };
    await db().insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
  }
}

/** Names that were to be kept, and have run out or are gone. */
async function lostNames(names: readonly Name[]): Promise<string[]> {
  const safe = new Map(names.filter((name) => name.safe).map((name) => [name.name, name]));
  const rows = await db().execute<{ name: string }>(sql`
    select d.name_ascii as name from domains d where d.registration not in ('active') or not exists (
      select from sandbox.registrar_domains r where r.name = d.name_ascii and r.account = 'platform')`);
  return rows.flatMap(({ name }) => {
    const of = safe.get(name);
    return of ? [`${name} of a ${of.merchant.life} (${of.policy})`] : [];
  });
}

async function howItStands(forecast: ForecastWatch): Promise<string> {
  const [row] = await db().execute<Record<string, number>>(sql`select
    (select count(*) from order_items where kind = 'renew' and state = 'registered')::int as renewed,
    (select count(*) from orders where capture_mode = 'billed_after')::int as after,
    (select count(*) from domains where registration <> 'active')::int as gone,
    (select count(*) from notices where sent_at is not null)::int as mails,
    (select count(*) from cases where state = 'open')::int as cases,
    (select count(*) from closed_months)::int as months`);
  return `${row?.renewed} renewed (${row?.after} billed after), ${row?.gone} run out, ${row?.mails} mails, ${row?.cases} open cases, ${
    row?.months
  } months closed; forecast held to its word ${forecast.compared} times, ${forecast.takenMinor} taken by the registrar`;
}
