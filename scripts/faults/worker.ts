import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { importPricesJob } from "@/lib/tlds/import-prices-job";
import { Crash, FaultInjector } from "./fault-injector";
import { Platform } from "./platform";
import { Random } from "./random";
import { scenarios } from "./scenarios";
import { playSchedule, readSchedule } from "./schedules";
import { playCase, readCase, recordPoints } from "./single-faults";
import { type PlayResult, Stage } from "./stage";
import { watchSafety } from "./watch-safety";

/** A child process of the suite: it has a database of its own and plays what it is sent, one label after the other. */
export type Order = { label: string; points?: readonly string[] };
export type Reply = { label: string; result: PlayResult } | { points: Awaited<ReturnType<typeof recordPoints>> };

/** Tables grow and slow every query down: after so many cases everything is forgotten. */
const casesPerLife = 30;

const platform = await Platform.open(process.env.DATABASE_URL!);
await watchSafety(platform.worldSql);
const faults = new FaultInjector(platform.clock);
platform.attach(faults);
await platform.startProcess();
await openShop();

let played = 0;
let since = 0;
const strays: string[] = [];
process.on("unhandledRejection", (reason) => {
  if (!(reason instanceof Crash)) strays.push(reason instanceof Error ? (reason.stack ?? reason.message) : `${reason}`);
});

/** Prices of all that names need, as the registrar lists them. */
async function openShop(): Promise<void> {
  await importPricesJob(platform.ctx, { period: "opening" });
}

async function forget(): Promise<void> {
  since = 0;
  faults.plan();
  await platform.reset();
  await openShop();
  await db().execute(sql`truncate safety.findings`);
}

async function play({ label, points = [] }: Order): Promise<PlayResult> {
  played += 1;
  since += 1;
  const schedule = readSchedule(label);
  // What it draws must not depend on what else was played here.
  if (schedule && since > 1) await forget();
  const stage = new Stage(platform, faults, schedule ? "rival" : `case-${played}`);
  const scenario = scenarios.find((entry) => entry.label === label);
  const single = readCase(label);
  const result = await stage.play(async () => {
    if (scenario) await scenario.play(stage);
    else if (schedule) await playSchedule(stage, new Random(schedule.seed, schedule.number), points);
    else if (single) await playCase(stage, single);
    else stage.problem("there is no such case");
  });
  result.problems.push(...strays.splice(0).map((stray) => `nobody caught ${stray}`));
  // Names of years before would run out in later cases, where nobody looks after them.
  await db().execute(
    sql`update domains set registration = 'transferred_away', auto_renew = false where order_item_id is null and registration <> 'transferred_away'`,
  );
  // A case about the registrar stays open for the next orders, too.
  const [soiled] = await db().execute(sql`select from cases where kind = 'registrar_balance' limit 1`);
  if (result.problems.length > 0 || since >= casesPerLife || soiled) await forget();
  return result;
}

async function obey(order: Order): Promise<Reply> {
  const [verb, flow] = order.label.split(" ");
  if (verb !== "record" || !flow) return { label: order.label, result: await play(order) };
  const points = await recordPoints(new Stage(platform, faults, "record"), flow);
  await forget();
  return { points };
}

process.on("message", async (order: Order) => {
  try {
    process.send?.(await obey(order));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.({ label: "ready" });
