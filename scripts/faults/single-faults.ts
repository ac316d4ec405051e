import { errands } from "./errand-flows";
import { type FaultKind, faultKinds, kindsAt } from "./fault-kinds";
import { type Flow, outcome, purchases } from "./flows";
import { Stage } from "./stage";

const flows = [...purchases, ...errands];

export type FlowPoints = { flow: string; points: string[] };

/** The points that a flow passes when nothing goes wrong, in the order in which they are met. */
export async function recordPoints({ platform, faults }: Stage, wanted: string): Promise<FlowPoints> {
  const flow = flows.find(({ name }) => name === wanted)!;
  const stage = new Stage(platform, faults, `rec-${wanted}`);
  const play = await flow.begin(stage);
  faults.plan();
  const orderIds = await play();
  const ended = await outcome(platform, orderIds);
  const points = faults.points();
  await flow.check?.(stage, orderIds);
  if (!ended) stage.problem("not everything ended in time");
  if (stage.problems.length > 0)
    throw new Error(`The flow ${wanted} fails without any fault: ${stage.problems.join("; ")}`);
  return { flow: wanted, points };
}

/** The flows whose points must be known to play the cases whose label holds `only`. */
export function flowsToRecord(only: string | undefined): string[] {
  const all = flows.map(({ name }) => name);
  const named = all.filter((name) => only?.startsWith(`${name} `));
  return named.length > 0 ? named : all;
}

/** Every point of every flow × every kind of fault that can strike there, as labels. */
export function casesOf(recorded: FlowPoints[]): string[] {
  const before = new Set<string>();
  return flows.flatMap((flow) => {
    const all = recorded.find((entry) => entry.flow === flow.name)?.points ?? [];
    const points = flow.points === "new" ? all.filter((point) => !before.has(shapeOf(point))) : all;
    const played =
      (flow.points ?? "all") === "all" ? points : [...new Map(points.map((point) => [shapeOf(point), point])).values()];
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
  const play = await flow.begin(stage);
  faults.plan({ point, kind, occurrence });
  const orderIds = await play();
  if (!(await outcome(platform, orderIds))) stage.problem("the orders and what follows them did not end in time");
  if (faults.struck.length === 0) stage.unstruck = true;
  await flow.check?.(stage, orderIds);
}
