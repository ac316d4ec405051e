import type { Inngest } from "inngest";

export const doomedFunctions = (client: Inngest.Any, onStep: () => void) => [
  client.createFunction({ id: "saga", retries: 0, triggers: [{ event: "doomed/go" }] }, async ({ step }) => {
    for (let turn = 0; turn < 8; turn++) await step.run(`step-${turn}`, onStep);
  }),
];
