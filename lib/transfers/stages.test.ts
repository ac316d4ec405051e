import { describe, expect, it } from "vitest";
import { DAY, later } from "@/lib/kernel/clock";
import { estimateFrom, stageOf, stageViews, type TransferFacts, usualEstimate } from "./stages";

const startedAt = new Date("2026-11-01T12:00:00Z");
const moving: TransferFacts = {
  state: "moving",
  stage: "registry",
  stageSince: later(startedAt, DAY),
  startedAt,
  endedAt: null,
  ownerEmail: null,
  estimate: usualEstimate,
};
const at = (days: number) => later(startedAt, days * DAY);
const shape = (facts: Partial<TransferFacts>, day = 2) =>
  stageViews({ ...moving, ...facts }, at(day)).map(({ key, state }) => `${key} ${state}`);

describe("the stages of a transfer", () => {
  it("AN-29: go from the payment over the owner and the other registrar to here", () => {
    expect(shape({ state: "unpaid", stage: null, startedAt: null })[0]).toBe("paid working");
    expect(shape({ stage: "submitted" })).toEqual([
      "paid done",
      "submitted working",
      "owner waiting",
      "registry waiting",
      "done waiting",
    ]);
    expect(shape({ stage: "owner" })[2]).toBe("owner needs_you");
    expect(shape({ stage: "registry" }).slice(2, 4)).toEqual(["owner done", "registry working"]);
    expect(shape({ state: "done" }).every((each) => each.endsWith("done"))).toBe(true);
    expect(shape({ state: "failed", stage: "owner" })).toContain("owner failed");
    expect(shape({ state: "needs_code", stage: "registry" }).slice(0, 3)).toEqual([
      "paid done",
      "submitted needs_you",
      "owner waiting",
    ]);
  });

  it("PE-32: the stage that lasts says what is awaited and until when", () => {
    const registry = stageViews(moving, at(2)).find((stage) => stage.key === "registry")!;
    expect(registry.sentence).toContain("may object until 7 Nov 2026");
    expect(registry.at).toBe(later(startedAt, DAY).toISOString());
  });

  it("PE-32: a late one says on which day a person steps in and offers the money back", () => {
    const late = stageViews(moving, at(9)).find((stage) => stage.key === "registry")!;
    expect(late.sentence).toContain("Day 9 of what usually takes 5 to 7 days");
    expect(late.sentence).toContain("On 15 Nov 2026 a person looks into it and offers your money back");
    expect(stageViews(moving, at(7)).find((stage) => stage.key === "registry")!.sentence).not.toContain("a person");
  });

  it("X-19: the estimate is our own history where there is enough of it, else 5 to 7 days", () => {
    expect(estimateFrom([3, 3, 3, 3])).toEqual(usualEstimate);
    expect(estimateFrom([4.2, 5.1, 5.0, 5.3, 6.4, 5.2, 5.1, 5.4, 5.2, 30])).toEqual({
      fromDays: 5,
      toDays: 7,
      measured: 10,
    });
    expect(estimateFrom([0.1, 0.1, 0.1, 0.1, 0.1])).toEqual({ fromDays: 1, toDays: 1, measured: 5 });
  });

  it("what a registrar says of its operation is one of them", () => {
    const base = { ref: "op", name: "a.com", updatedAt: null };
    expect(stageOf({ ...base, state: "pending" })).toBe("registry");
    expect(stageOf({ ...base, state: "waiting_for_person" })).toBe("owner");
    expect(stageOf({ ...base, state: "pending", stage: "owner" })).toBe("owner");
  });
});
