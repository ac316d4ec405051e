import { cartScenarios } from "./cart";
import { decidingScenarios } from "./deciding";
import { holdingScenarios } from "./holding";
import { losingScenarios } from "./losing";
import { payingScenarios } from "./paying";
import { registeringScenarios } from "./registering";
import { renewingScenarios } from "./renewing";
import type { Scenario } from "./scenario";
import { transferringScenarios } from "./transferring";

/** Every row that the single faults do not reach, by its label. */
export const scenarios: readonly Scenario[] = [
  ...payingScenarios,
  ...registeringScenarios,
  ...decidingScenarios,
  ...holdingScenarios,
  ...cartScenarios,
  ...losingScenarios,
  ...renewingScenarios,
  ...transferringScenarios,
];

/** Whether a part of a label is of a scenario. */
export const isScenario = (part: string) => scenarios.some(({ label }) => label.includes(part));
