import { Inngest } from "inngest";
import { expect, it } from "vitest";
import { embeddedClientOptions } from "@/inngest/embedded";
import { stepIds } from "@/inngest/embedded/step-ids";
import { functionsOf } from "./index";

const silent = { info() {}, warn() {}, error() {}, debug() {} };
const client = new Inngest({
  ...embeddedClientOptions({ id: "nameplate", signingKey: "signkey-test-00112233445566778899aabbccddeeff" }),
  logger: silent,
});

/**
 * Frozen: a run that is under way when a new version starts goes on by these names. A renamed step would run again, a renamed
 * function would never end. Whoever must rename one leaves the old one in place until no run needs it (P-36).
 */
it("P-36: functions and their steps have the ids that runs under way know", async () => {
  const twice = (_function: string, _step: string, nth: number) => ({ ended: nth > 0, waitMs: 1000 });
  const beats = { "advance-1": { ended: false, waitMs: 1000 }, "advance-2": { ended: true, waitMs: 0 } };
  const script = (_: string, step: string, nth: number) => beats[step as keyof typeof beats] ?? twice(_, step, nth);
  expect(await stepIds(client, functionsOf(client), script, () => ({ itemId: "itm_1" }))).toEqual({
    "fulfil-item": ["advance-1", "wait-1", "advance-2"],
    "settle-order": ["advance-1", "wait-1", "advance-2"],
    "charge-invoice": ["charge"],
    "settle-refund": ["advance-1", "wait-1", "advance-2"],
    "set-up-domain": ["advance-1", "wait-1", "advance-2"],
    "look-at-payment": ["look"],
    "send-notice": ["send"],
    notices: ["run"],
    renewals: ["invoice", "dunning", "observe", "renew-earning", "keep-auto-renew", "foresee-cards", "alarm-late"],
    dunning: ["take-step"],
    reconcile: [
      "sweep-payment-events",
      "sweep-stalled",
      "check-invariants",
      "forget-idle-limits",
      "forget-idempotency-keys",
    ],
    "import-prices": ["import"],
    "match-books": ["period", "match"],
    "sync-accounts": ["period", "sync"],
  });
});

it("P-36: a beat that has nothing to wait for is followed at once, without a sleep", async () => {
  const script = (_: string, step: string) => ({ ended: step === "advance-3", waitMs: 0 });
  const ids = await stepIds(client, functionsOf(client), script);
  expect(ids["fulfil-item"]).toEqual(["advance-1", "advance-2", "advance-3"]);
});

it("R10: a run that the reconciler began ends where it would wait long: the next sweep begins another", async () => {
  const script = () => ({ ended: false, waitMs: 61_000 });
  const ids = await stepIds(client, functionsOf(client), script, () => ({ itemId: "itm_1", sweep: true }));
  expect(ids["fulfil-item"]).toEqual(["advance-1"]);
  expect(ids["settle-order"]).toEqual(["advance-1"]);
});
