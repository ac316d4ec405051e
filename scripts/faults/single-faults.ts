import { type FaultKind, faultKinds, kindsAt } from "./fault-kinds";
import { buy, type Flow, flows, outcome } from "./flows";
import type { Stage } from "./stage";

export type FlowPoints = { flow: string; points: string[] };

/** The points that each flow passes when nothing goes wrong, in the order in which they are met. */
export async function recordPoints(stage: Stage): Promise<FlowPoints[]> {
  const { platform, faults } = stage;
  const recorded: FlowPoints[] = [];
  for (const { name, names } of flows) {
    faults.plan();
    const orderId = await buy(platform, await platform.merchant(), names(`rec-${name}`));
    await outcome(platform, [orderId]);
    recorded.push({ flow: name, points: faults.points() });
  }
  return recorded;
}

/** Every point of every flow × every kind of fault that can strike there, as labels. */
export function casesOf(recorded: FlowPoints[]): string[] {
  const before = new Set<string>();
  return flows.flatMap((flow) => {
    const all = recorded.find((entry) => entry.flow === flow.name)?.points ?? [];
    const points = flow.onlyNewPoints ? all.filter((point) => !before.has(shapeOf(point))) : all;
    const played = flow.onlyNewPoints ? [...new Map(points.map((point) => [shapeOf(point), point])).values()] : points;
    for (const point of played) before.add(shapeOf(point));
    return played.flatMap((point) => kindsAt(point).map((kind) => `${flow.name} ${point} ${kind}`));
  });
}

/** The hundredth beat of a saga is the same place in the code as its tenth. */
const shapeOf = (point: string) => point.replace(/-\d+:/, "-n:");

type Case = { flow: Flow; point: string; kind: FaultKind; occurrence: number };

/** Reads a label; ` #2` at its end is the second time that the point is met. */
export function readCase(label: string): Case | null {
  const match = /^(\S+) (.+) (\w+)(?: #(\d+))?$/.exec(label);
  const flow = flows.find((entry) => entry.name === match?.[1]);
  const kind = faultKinds.find((entry) => entry === match?.[3]);
  return match && flow && kind ? { flow, kind, point: match[2]!, occurrence: Number(match[4] ?? 1) } : null;
}

/** Plays a flow with one fault and lets the dust settle. */
export async function playCase(stage: Stage, { flow, point, kind, occurrence }: Case): Promise<void> {
  const { platform, faults } = stage;
  faults.plan({ point, kind, occurrence });
  const orderId = await buy(platform, await platform.merchant(), flow.names(stage.tag));
  if (!(await outcome(platform, [orderId]))) stage.problem("the order and what follows it did not end in time");
  if (faults.struck.length === 0) stage.unstruck = true;
}
