import { Inngest } from "inngest";
import { expect, it } from "vitest";
import { embeddedClientOptions } from "./client-options";
import { stepIds } from "./step-ids";

const silent = { info() {}, warn() {}, error() {}, debug() {} };
const client = new Inngest({
  ...embeddedClientOptions({ id: "shop", signingKey: "signkey-test-00112233445566778899aabbccddeeff" }),
  logger: silent,
});

it("lists the steps that each function reaches, without running one", async () => {
  let ran = 0;
  const functions = [
    client.createFunction({ id: "beats", retries: 0, triggers: [{ event: "s/beats" }] }, async ({ step }) => {
      for (;;) {
        const { ended } = (await step.run("advance", () => ({ ended: ++ran > 0 }))) as { ended: boolean };
        if (ended) return;
        await step.sleep("wait", "5s");
      }
    }),
    client.createFunction({ id: "wide", retries: 0, triggers: [{ cron: "0 4 * * *" }] }, async ({ step }) => {
      await Promise.all([step.run("left", () => ran++), step.waitForEvent("right", { event: "s/r", timeout: "1d" })]);
      await step.run("named", () => ran++);
    }),
  ];
  const script = (_: string, step: string, nth: number) => (step === "advance" ? { ended: nth === 2 } : undefined);
  expect(await stepIds(client, functions, script)).toEqual({
    beats: ["advance", "wait"],
    wide: ["left", "right", "named"],
  });
  expect(ran).toBe(0);
});

it("says which function the script cannot bring to its end", async () => {
  const functions = [
    client.createFunction({ id: "strict", retries: 0, triggers: [{ event: "s/strict" }] }, async ({ step }) => {
      const { value } = (await step.run("read", () => ({ value: 1 }))) as { value: number };
      return value;
    }),
  ];
  await expect(stepIds(client, functions, () => undefined)).rejects.toThrow(/strict failed when recorded/);
});
