import { describe, expect, it } from "vitest";
import { later, SECOND } from "@/lib/kernel/clock";
import { moneyView, orderHeadline, waitingNote } from "./order-words";
import type { Order, OrderItem, Payment } from "./rows";

const now = new Date("2026-11-20T12:00:00Z");
const order = (given: Partial<Order> = {}) => ({ state: "fulfilling", currency: "USD", ...given }) as Order;
const item = (given: Partial<OrderItem> = {}) =>
  ({
    nameAscii: "quiet.com",
    tld: "com",
    state: "registering",
    failureReason: null,
    startedAt: now,
    ...given,
  }) as OrderItem;
const payment = (given: Partial<Payment> = {}) =>
  ({
    state: "held",
    amountMinor: 3000,
    capturedMinor: 0,
    refundedMinor: 0,
    heldAt: now,
    endedAt: null,
    captureBefore: later(now, 1000),
    cardBrand: "visa",
    cardLast4: "4242",
    ...given,
  }) as Payment;

describe("orderHeadline", () => {
  const charged = moneyView(order(), [payment({ state: "captured", capturedMinor: 10 })]);
  const free = moneyView(order(), []);
  const yours = item({ state: "registered" });
  const gone = item({ state: "refused", nameAscii: "loud.com" });
  it.each([
    ["awaiting_payment", [item()], free, "Waiting for your payment"],
    ["review", [item()], free, "Your order is being looked at"],
    ["fulfilling", [item()], free, "Registering quiet.com"],
    ["fulfilling", [item(), item()], free, "Registering 2 names"],
    ["fulfilling", [yours, item(), item()], free, "1 of 3 names are yours"],
    ["fulfilling", [yours, item({ failureReason: "contact" })], free, "One detail to correct"],
    ["completed", [yours], charged, "quiet.com is yours"],
    ["completed", [yours, gone], charged, "1 of 2 names are yours"],
    ["completed", [yours, yours], charged, "2 names are yours"],
    ["completed", [yours, yours, gone], charged, "2 of 3 names are yours"],
    ["failed", [gone], free, "loud.com could not be had, and nothing was charged"],
    ["failed", [gone, gone], free, "2 names could not be had, and nothing was charged"],
    ["cancelled", [gone], free, "Cancelled, and nothing was charged"],
  ] as const)("CO-25, CO-26: an order that is %s says so", (state, items, money, words) => {
    expect(orderHeadline(order({ state }), [...items], money)).toBe(words);
  });
});

describe("moneyView", () => {
  it("L-1: a hold is held and not charged", () => {
    expect(moneyView(order(), [payment()])).toMatchObject({
      heldMinor: 3000,
      capturedMinor: 0,
      releasedMinor: 0,
      chargedMinor: 0,
    });
  });

  it("L-1: a part that was taken is charged, and the rest released", () => {
    const view = moneyView(order(), [payment({ state: "captured", capturedMinor: 1000, endedAt: now })]);
    expect(view).toMatchObject({
      heldMinor: 0,
      capturedMinor: 1000,
      releasedMinor: 2000,
      chargedMinor: 1000,
      captureBefore: null,
    });
    expect(view.settledAt).toBe(now.toISOString());
  });

  it("L-1: two holds of one order are counted apart", () => {
    const view = moneyView(order(), [
      payment({ amountMinor: 2000, cardLast4: "4242" }),
      payment({ state: "captured", capturedMinor: 1000, endedAt: now }),
    ]);
    expect(view).toMatchObject({ heldMinor: 2000, capturedMinor: 1000, releasedMinor: 2000 });
  });

  it("L-1: a page that was never paid held nothing and released nothing", () => {
    const view = moneyView(order(), [payment({ state: "expired", heldAt: null, cardLast4: null })]);
    expect(view).toMatchObject({ heldMinor: 0, releasedMinor: 0, chargedMinor: 0, heldAt: null, card: null });
  });
});

describe("waitingNote", () => {
  const money = moneyView(order(), [payment()]);
  it("CO-25: says after half a minute that the registry takes its time and the money is only held", () => {
    expect(waitingNote(item(), money, later(now, 29 * SECOND))).toBeNull();
    expect(waitingNote(item(), money, later(now, 30 * SECOND))).toContain("held, not charged, until 20 Nov 2026");
  });

  it("says nothing where there is something else to do, or nothing to wait for", () => {
    const late = later(now, 3600 * SECOND);
    expect(waitingNote(item({ failureReason: "contact" }), money, late)).toBeNull();
    expect(waitingNote(item({ state: "registered" }), money, late)).toBeNull();
    expect(waitingNote(item({ startedAt: null, state: "waiting" }), money, late)).toBeNull();
  });
});
