import { describe, expect, it } from "vitest";
import { DAY, HOUR, later } from "@/lib/kernel/clock";
import { decideOrder, type OrderBeat, type OrderFacts } from "./decide-order";

const now = new Date("2026-11-20T12:00:00Z");
type Item = OrderFacts["items"][number];
type Payment = OrderFacts["payments"][number];

const item = (state: Item["state"], priceMinor = 1000, taxMinor = 100): Item => ({
  state,
  kind: "register",
  stage: null,
  priceMinor,
  taxMinor,
});
const payment = (given: Partial<Payment>): Payment => ({
  id: "pay_1",
  kind: "checkout",
  state: "held",
  amountMinor: 3300,
  capturedMinor: 0,
  captureBefore: later(now, 6 * DAY),
  paymentMethodId: "pm_1",
  ...given,
});
const nearing = (hours: number, given: Partial<Payment> = {}) =>
  payment({ captureBefore: later(now, hours * HOUR), ...given });

type Row = [
  what: string,
  items: Item[],
  payments: Payment[],
  beat: OrderBeat,
  more?: Partial<Omit<OrderFacts, "items" | "payments">>,
];

const plain = {
  now,
  orderState: "fulfilling",
  captureMode: "after_success",
  owedMinor: 0,
  refundedMinor: 0,
  reholdRefused: false,
} as const;

const decide = ([, items, payments, , more]: Row) => decideOrder({ ...plain, items, payments, ...more });

const done = [item("registered"), item("refused"), item("registered", 2000, 200)];
const flying = [item("registered"), item("registering", 2000, 200)];

describe("the next beat of an order's money", () => {
  const settled: Row[] = [
    [
      "an unpaid order is looked at",
      [item("waiting")],
      [payment({ state: "open" })],
      { do: "await_payment" },
      { orderState: "awaiting_payment" },
    ],
    [
      "nothing is settled while a name is open",
      [item("registered"), item("waiting")],
      [payment({})],
      { do: "await_items" },
    ],
    ["R4: nothing is settled while an outcome is unknown", flying, [payment({})], { do: "await_items" }],
    [
      "M-1, P-29: exactly what was delivered is taken, tax and all",
      done,
      [payment({})],
      { do: "capture", paymentId: "pay_1", amountMinor: 3300 },
    ],
    [
      "PE-13: nothing delivered: the hold is let go",
      [item("refused"), item("cancelled")],
      [payment({})],
      { do: "release", paymentId: "pay_1" },
    ],
    [
      "I-13: never more than is held",
      [item("registered", 9000, 0)],
      [payment({})],
      { do: "capture", paymentId: "pay_1", amountMinor: 3300 },
    ],
    [
      "what was taken before is not taken again",
      done,
      [payment({ state: "captured", capturedMinor: 3300 })],
      { do: "finish", delivered: true, owedMinor: 0 },
    ],
    [
      "an order without a name ends unpaid for",
      [item("refused")],
      [payment({ state: "released" })],
      { do: "finish", delivered: false, owedMinor: 0 },
    ],
    [
      "P-21: delivered after the hold: a new hold on the saved card",
      [item("registered")],
      [payment({ state: "expired" })],
      { do: "rehold", amountMinor: 1100, paymentMethodId: "pm_1" },
    ],
    [
      "P-27: delivered, and the card refuses: the rest is owed",
      [item("registered")],
      [payment({ state: "failed", kind: "rehold" }), payment({ state: "expired" })],
      { do: "finish", delivered: true, owedMinor: 1100 },
      { reholdRefused: true },
    ],
    [
      "P-27: delivered, and there is no card: it is owed",
      [item("registered")],
      [payment({ state: "expired", paymentMethodId: null })],
      { do: "finish", delivered: true, owedMinor: 1100 },
    ],
  ];
  it.each(settled)("%s", (...row) => expect(decide(row as Row)).toEqual(row[3]));

  const nearTheEnd: Row[] = [
    [
      "M-2, P-20: near the hold's end names in flight get a hold of their own",
      flying,
      [nearing(11)],
      { do: "rehold", amountMinor: 2200, paymentMethodId: "pm_1" },
    ],
    ["a hold with more than twelve hours left is left alone", flying, [nearing(13)], { do: "await_items" }],
    [
      "M-2: the old hold is settled for what was delivered",
      flying,
      [payment({ id: "pay_2", kind: "rehold" }), nearing(11)],
      { do: "capture", paymentId: "pay_1", amountMinor: 1100 },
    ],
    [
      "M-2: or let go when nothing was",
      [item("registering")],
      [payment({ id: "pay_2", kind: "rehold" }), nearing(11)],
      { do: "release", paymentId: "pay_1" },
    ],
    [
      "P-20: a new hold under way is carried on",
      flying,
      [payment({ id: "pay_2", kind: "rehold", state: "open", paymentMethodId: null }), nearing(11)],
      { do: "rehold", amountMinor: 2200, paymentMethodId: "pm_1" },
    ],
    [
      "P-20: without a new hold the old one is kept for what is in flight",
      flying,
      [nearing(11)],
      { do: "await_items" },
      { reholdRefused: true },
    ],
    [
      "P-20: until its last two hours, when what was delivered is taken",
      flying,
      [nearing(2)],
      { do: "capture", paymentId: "pay_1", amountMinor: 1100 },
      { reholdRefused: true },
    ],
    [
      "R4: a hold with nothing delivered is not given up while the outcome is unknown",
      [item("registering")],
      [nearing(1)],
      { do: "await_items" },
      { reholdRefused: true },
    ],
    [
      "names that were not asked for yet need no new hold",
      [item("registered"), item("waiting")],
      [nearing(11)],
      { do: "await_items" },
    ],
  ];
  it.each(nearTheEnd)("%s", (...row) => expect(decide(row as Row)).toEqual(row[3]));

  const ended: Row[] = [
    [
      "money that came for a cancelled order is let go",
      [item("cancelled")],
      [payment({})],
      { do: "release", paymentId: "pay_1" },
      { orderState: "cancelled" },
    ],
    [
      "a page of a cancelled order that may be paid is watched",
      [item("cancelled")],
      [payment({ state: "open" })],
      { do: "await_payment" },
      { orderState: "cancelled" },
    ],
    [
      "nothing follows an order that ended and is settled",
      done,
      [payment({ state: "captured", capturedMinor: 3300 })],
      { do: "nothing" },
      { orderState: "completed" },
    ],
    [
      "a refused review is settled like any other",
      [item("fraud")],
      [payment({})],
      { do: "release", paymentId: "pay_1" },
      { orderState: "review" },
    ],
  ];
  it.each(ended)("%s", (...row) => expect(decide(row as Row)).toEqual(row[3]));
});
