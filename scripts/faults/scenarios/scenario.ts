import type { Stage } from "../stage";

/** A row of the fault table that single faults do not reach, played to the end that the row demands. */
export type Scenario = {
  /** The row's id and what happens; told and replayed by it. */
  label: string;
  /** Lets days pass, so it is no part of the short form. */
  long?: boolean;
  play(stage: Stage): Promise<void>;
};
