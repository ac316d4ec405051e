import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MoneyView } from "@/lib/orders/views";
import { moneyParts } from "./money-parts";

function money(amounts: Partial<MoneyView>): MoneyView {
  return {
    currency: "USD",
    heldMinor: 0,
    capturedMinor: 0,
    releasedMinor: 0,
    refundedMinor: 0,
    chargedMinor: 0,
    heldAt: null,
    settledAt: null,
    captureBefore: null,
    card: null,
    ...amounts,
  };
}

describe("the money strip's parts", () => {
  it("shows nothing while nothing is held", () => {
    expect(moneyParts(money({}))).toEqual({ totalMinor: 0, parts: [] });
  });

  it("splits a settled hold into what was captured and what was released", () => {
    expect(moneyParts(money({ capturedMinor: 1299, releasedMinor: 1499 }))).toEqual({
      totalMinor: 2798,
      parts: [
        { key: "captured", amountMinor: 1299 },
        { key: "released", amountMinor: 1499 },
      ],
    });
  });

  it("shows a hold that was made anew beside the one it replaced", () => {
    expect(moneyParts(money({ heldMinor: 2798, releasedMinor: 2798 }))).toEqual({
      totalMinor: 5596,
      parts: [
        { key: "held", amountMinor: 2798 },
        { key: "released", amountMinor: 2798 },
      ],
    });
  });

  it("tells refunded money from kept money", () => {
    expect(moneyParts(money({ capturedMinor: 1299, refundedMinor: 1299 })).parts).toEqual([
      { key: "refunded", amountMinor: 1299 },
    ]);
  });

  it("has parts that always add up to the whole bar", () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (held, captured, released, share) => {
          const refunded = Math.floor(captured * share);
          const { totalMinor, parts } = moneyParts(
            money({ heldMinor: held, capturedMinor: captured, releasedMinor: released, refundedMinor: refunded }),
          );
          expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(totalMinor);
        },
      ),
    );
  });
});
