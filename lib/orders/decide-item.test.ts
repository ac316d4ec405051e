import { describe, expect, it } from "vitest";
import { DAY, HOUR, later, MINUTE, SECOND } from "@/lib/kernel/clock";
import { decideItem, type ItemBeat, type ItemFacts, pollDelay } from "./decide-item";

const now = new Date("2026-11-20T12:00:00Z");
const ago = (ms: number) => later(now, -ms);

/** A name of a held order, nothing asked yet; `given` says what is different. */
function facts(given: {
  item?: Partial<ItemFacts["item"]>;
  order?: Partial<ItemFacts["order"]>;
  operation?: Partial<NonNullable<ItemFacts["operation"]>>;
  securedUntil?: Date | null;
  awaitsCapture?: boolean;
}): ItemFacts {
  const operation = given.operation && {
    state: "sent" as const,
    reason: null,
    providerRef: null,
    createdAt: ago(MINUTE),
    looks: 0,
    lookedAt: null,
    settledAt: null,
    ...given.operation,
  };
  return {
    now,
    item: { state: "waiting", failureReason: null, startedAt: null, updatedAt: ago(MINUTE), ...given.item },
    order: { state: "fulfilling", cancelRequested: false, fraudFlagged: false, ...given.order },
    securedUntil: given.securedUntil === undefined ? later(now, 5 * DAY) : given.securedUntil,
    awaitsCapture: given.awaitsCapture ?? false,
    correctionMs: DAY,
    operation: operation ?? null,
    settleDelaySeconds: 120,
    patienceMs: 96 * HOUR,
  };
}

const asking = { state: "registering", startedAt: ago(MINUTE) };
const refused = (reason: string, settledAt = ago(MINUTE)) => ({ state: "refused" as const, reason, settledAt });

describe("the next beat of a name", () => {
  it.each<[string, Parameters<typeof facts>[0], ItemBeat]>([
    ["it is asked for once money is held", {}, { do: "ask" }],
    [
      "CO-8: it is not asked for before money is held",
      { order: { state: "awaiting_payment" }, securedUntil: null },
      { do: "wait", ms: 10 * MINUTE },
    ],
    ["X-4: it waits for its money to be taken first", { awaitsCapture: true }, { do: "wait", ms: 2 * SECOND }],
    ["CO-9: it ends where the hold is gone", { securedUntil: null }, { do: "cancel", reason: "hold_lapsed" }],
    ["R13: it ends where the hold is too near its end", { securedUntil: now }, { do: "cancel", reason: "hold_lapsed" }],
    [
      "CO-29: it ends when cancelling was asked for",
      { order: { cancelRequested: true } },
      { do: "cancel", reason: "cancelled" },
    ],
    [
      "CO-29: it ends with an order that ended unpaid",
      { order: { state: "cancelled" } },
      { do: "cancel", reason: "cancelled" },
    ],
    [
      "AN-14: it waits while a person looks at the order",
      { order: { state: "review" } },
      { do: "wait", ms: 10 * MINUTE },
    ],
    ["CO-30: it waits under a suspicion", { order: { fraudFlagged: true } }, { do: "wait", ms: 10 * MINUTE }],
    [
      "a wait under a suspicion ends with the hold",
      { order: { fraudFlagged: true }, securedUntil: ago(1) },
      { do: "cancel", reason: "hold_lapsed" },
    ],
    ["nothing follows a name that ended", { item: { state: "registered" } }, { do: "nothing" }],
    [
      "nothing follows one that was refused",
      { item: { state: "refused" }, order: { cancelRequested: true } },
      { do: "nothing" },
    ],
  ])("%s", (_, given, beat) => expect(decideItem(facts(given))).toEqual(beat));

  it.each<[string, Parameters<typeof facts>[0], ItemBeat]>([
    ["what the registrar took on is polled", { item: asking, operation: { providerRef: "op-1" } }, { do: "poll" }],
    [
      "an order confirmed by another beat is read back",
      { item: asking, operation: { state: "confirmed" } },
      { do: "poll" },
    ],
    [
      "P-13: a call under way is left alone",
      { item: asking, operation: { createdAt: ago(20 * SECOND) } },
      { do: "wait", ms: 25 * SECOND },
    ],
    [
      "P-14: a call without an answer is looked for",
      { item: asking, operation: { createdAt: ago(46 * SECOND) } },
      { do: "look", conclusive: false },
    ],
    [
      "P-15: an unknown outcome is looked for at once",
      { item: asking, operation: { state: "unknown", createdAt: ago(SECOND) } },
      { do: "look", conclusive: false },
    ],
    [
      "P-18: a look proves something only after the registrar settled",
      { item: asking, operation: { state: "unknown", createdAt: ago(2 * MINUTE) } },
      { do: "look", conclusive: true },
    ],
    [
      "P-16: the second look comes a minute after the first",
      {
        item: asking,
        operation: { state: "unknown", createdAt: ago(3 * MINUTE), looks: 1, lookedAt: ago(20 * SECOND) },
      },
      { do: "wait", ms: 40 * SECOND },
    ],
    [
      "P-16: and then proves it",
      { item: asking, operation: { state: "unknown", createdAt: ago(3 * MINUTE), looks: 1, lookedAt: ago(MINUTE) } },
      { do: "look", conclusive: true },
    ],
    [
      "R4: cancelling ends nothing that is unknown",
      { item: asking, order: { cancelRequested: true }, operation: { state: "unknown", createdAt: ago(3 * MINUTE) } },
      { do: "look", conclusive: true },
    ],
    [
      "R4: a suspicion ends nothing that was asked for",
      { item: asking, order: { fraudFlagged: true }, operation: { providerRef: "op-1" } },
      { do: "poll" },
    ],
    [
      "R4: the end of the hold ends nothing that is unknown",
      { item: asking, securedUntil: null, operation: { providerRef: "op-1" } },
      { do: "poll" },
    ],
  ])("%s", (_, given, beat) => expect(decideItem(facts(given))).toEqual(beat));

  it.each<[string, Parameters<typeof facts>[0], ItemBeat]>([
    ["a try that did nothing is repeated", { item: asking, operation: refused("not_done") }, { do: "ask" }],
    [
      "X-7: but not for longer than the setting says",
      { item: { ...asking, startedAt: ago(96 * HOUR) }, operation: refused("not_done") },
      { do: "cancel", reason: "not_done" },
    ],
    [
      "P-34: an empty balance is asked about again after five minutes",
      { item: asking, operation: refused("insufficient_funds") },
      { do: "wait", ms: 4 * MINUTE },
    ],
    [
      "P-34: and then tried again",
      { item: asking, operation: refused("insufficient_funds", ago(5 * MINUTE)) },
      { do: "ask" },
    ],
    [
      "P-35: so is a registrar that turned us away",
      { item: asking, operation: refused("turned_away") },
      { do: "wait", ms: 4 * MINUTE },
    ],
    [
      "P-19: a refused contact waits for its correction",
      { item: { ...asking, failureReason: "contact" }, operation: refused("contact") },
      { do: "wait", ms: 10 * MINUTE },
    ],
    [
      "P-19: for the last minutes of a day as well",
      {
        item: { ...asking, failureReason: "contact", updatedAt: ago(DAY - 2 * MINUTE) },
        operation: refused("contact"),
      },
      { do: "wait", ms: 2 * MINUTE },
    ],
    [
      "P-19: for a day and no longer",
      { item: { ...asking, failureReason: "contact", updatedAt: ago(DAY) }, operation: refused("contact") },
      { do: "cancel", reason: "not_corrected" },
    ],
    ["P-19: a corrected contact is tried", { item: asking, operation: refused("contact") }, { do: "ask" }],
    [
      "CO-29: cancelling ends a name whose last try did nothing",
      { item: asking, order: { cancelRequested: true }, operation: refused("not_done") },
      { do: "cancel", reason: "cancelled" },
    ],
  ])("%s", (_, given, beat) => expect(decideItem(facts(given))).toEqual(beat));

  it("P-12: asks every second at first and twice an hour after hours, never less often as time goes on", () => {
    const ages = [0, 9 * SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, 2 * HOUR, 3 * DAY];
    const delays = ages.map(pollDelay);
    expect(delays).toEqual([SECOND, SECOND, 3 * SECOND, 20 * SECOND, 2 * MINUTE, 30 * MINUTE, 30 * MINUTE]);
  });
});
