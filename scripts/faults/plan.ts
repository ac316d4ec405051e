import { type Mutant, mutants } from "./mutants";
import { scenarios } from "./scenarios";
import { casesOf, type FlowPoints, readCase } from "./single-faults";
import type { Order } from "./worker";

export type Wish = { short: boolean; schedules: number; seed: number; only: string | undefined };
export type Plan = { points: string[]; cases: Order[]; schedules: Order[]; mutants: readonly Mutant[] };

const shortMutants = ["silence-is-refusal", "all-of-a-cart-is-taken", "claim-not-released"];

/** What one run of the suite plays. `only` is a part of the labels of cases and schedules, or of `mutant <id>`. */
export function planRun(recorded: FlowPoints[], { short, schedules, seed, only }: Wish): Plan {
  const named = scenarios.filter((scenario) => !short || !scenario.long).map(({ label }) => label);
  const singles = casesOf(recorded);
  const points = [...new Set(singles.flatMap((label) => readCase(label)?.point ?? []))].sort();
  const drawn = Array.from({ length: schedules }, (_, index) => `schedule ${seed}/${index + 1}`);
  const wanted = (label: string) => only === undefined || label.includes(only);
  return {
    points,
    cases: [...named, ...(short ? representatives(singles) : singles)].filter(wanted).map((label) => ({ label })),
    // Any schedule can be named, also one that this run would not draw.
    schedules: (only?.startsWith("schedule ") ? [only] : drawn).filter(wanted).map((label) => ({ label, points })),
    mutants: mutants.filter(({ id }) => wanted(`mutant ${id}`) && (!short || shortMutants.includes(id))),
  };
}

/** One case of each kind of fault at each kind of point, from different points as far as there are any. */
function representatives(singles: string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const label of singles) {
    const { point = "", kind = "" } = readCase(label) ?? {};
    const key = `${point.split(":").slice(0, point.startsWith("out:") ? 2 : 1)} ${point.split(":").at(-1)} ${kind}`;
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  return [...groups.values()].map((group, index) => group[(index * 7) % group.length]!);
}
