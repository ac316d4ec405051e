import type { FaultInjector, PlannedFault } from "./fault-injector";
import { kindsAt } from "./fault-kinds";
import { type Flow, flows, order, outcome } from "./flows";
import { judge } from "./oracles";
import type { Platform } from "./platform";

export type Case = { flow: Flow; fault: PlannedFault };
export type CaseResult = { problems: string[]; doubleCharges: number; doubleRegistrations: number; struck: boolean };

/** The points a flow passes when nothing goes wrong, each with how often. */
async function record(platform: Platform, faults: FaultInjector, flow: Flow): Promise<string[]> {
  faults.plan();
  const member = await platform.merchant();
  const orderId = await order(platform, faults, member, flow.names(`rec-${flow.name}`), flow.card);
  if (orderId) await outcome(platform, faults, [orderId]);
  return faults.points();
}

/** Every point of every flow × every kind of fault that can strike there. */
export async function allCases(
  platform: Platform,
  faults: FaultInjector,
): Promise<{ points: Set<string>; cases: Case[] }> {
  const points = new Set<string>();
  const cases: Case[] = [];
  for (const flow of flows) {
    for (const point of await record(platform, faults, flow)) {
      points.add(point);
      for (const kind of kindsAt(point)) cases.push({ flow, fault: { point, kind, occurrence: 1 } });
    }
  }
  return { points, cases };
}

/** Plays a flow with one fault, lets the dust settle, and judges everything there is. */
export async function playCase(
  platform: Platform,
  faults: FaultInjector,
  { flow, fault }: Case,
  number: number,
): Promise<CaseResult> {
  faults.plan(fault);
  const member = await platform.merchant();
  const problems: string[] = [];
  try {
    const orderId = await order(platform, faults, member, flow.names(`case-${number}`), flow.card);
    if (orderId && !(await outcome(platform, faults, [orderId])))
      problems.push("liveness: the order did not end in time");
  } catch (error) {
    problems.push(`the merchant was left with: ${error instanceof Error ? error.message : String(error)}`);
  }
  const struck = faults.struck.length > 0;
  faults.plan();
  const verdict = await judge(platform);
  return {
    problems: [...problems, ...verdict.violations, ...verdict.doubleCharges, ...verdict.doubleRegistrations],
    doubleCharges: verdict.doubleCharges.length,
    doubleRegistrations: verdict.doubleRegistrations.length,
    struck,
  };
}
