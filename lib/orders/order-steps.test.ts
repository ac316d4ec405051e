import { describe, expect, it } from "vitest";
import type { domainSetup } from "@/db/schema";
import type { Operation } from "@/lib/operations/intent";
import { orderSteps, setupViews } from "./order-steps";
import type { Order, OrderItem, Payment } from "./rows";

type Setup = typeof domainSetup.$inferSelect;
const now = new Date("2026-11-20T12:00:00Z");

type Given = {
  order?: Partial<Order>;
  item?: Partial<OrderItem>;
  payment?: Partial<Payment>;
  operation?: Partial<Operation>;
  setup?: Partial<Setup>[];
};
const steps = ({ order, item, payment, operation, setup = [] }: Given) =>
  orderSteps({
    order: { state: "fulfilling", placedAt: now, heldAt: now, ...order } as Order,
    item: {
      kind: "register",
      state: "registering",
      failureReason: null,
      startedAt: now,
      endedAt: null,
      ...item,
    } as OrderItem,
    payment: payment as Payment | undefined,
    operation: operation as Operation | undefined,
    setup: setup as Setup[],
    registrarLabel: "Sandbox registrar",
  });
const states = (given: Given) => steps(given).map((step) => step.state);

describe("the checklist of a name", () => {
  it("L-1: has money, registry and what follows, in that order", () => {
    expect(steps({}).map((step) => step.key)).toEqual([
      "payment",
      "registration",
      "zone",
      "records",
      "delegation",
      "answers",
    ]);
  });

  it("has no zone to make for what is no registration", () => {
    for (const kind of ["renew", "transfer", "restore"] as const)
      expect(steps({ item: { kind } }).map((step) => step.key)).toEqual(["payment", "registration"]);
  });

  it.each<[string, Given, string[]]>([
    [
      "waits for the payment first",
      { order: { state: "awaiting_payment", heldAt: null }, item: { state: "waiting" } },
      ["working", "waiting"],
    ],
    [
      "needs another card after a refusal",
      {
        order: { state: "awaiting_payment", heldAt: null },
        item: { state: "waiting" },
        payment: { declineMessage: "No." },
      },
      ["needs_you", "waiting"],
    ],
    [
      "skips the payment of a cancelled order",
      { order: { state: "cancelled", heldAt: null }, item: { state: "cancelled" } },
      ["skipped", "skipped"],
    ],
    ["works on the name while it is being asked for", {}, ["done", "working"]],
    ["works on it from the moment the money is held", { item: { state: "waiting" } }, ["done", "working"]],
    [
      "waits while a person looks at the order",
      { order: { state: "review" }, item: { state: "waiting" } },
      ["done", "waiting"],
    ],
    ["needs the merchant for a refused contact", { item: { failureReason: "contact" } }, ["done", "needs_you"]],
    ["has it", { item: { state: "registered" } }, ["done", "done"]],
    ["could not have it", { item: { state: "refused" } }, ["done", "failed"]],
    ["CO-30: shows a suspicion as any failure", { item: { state: "fraud" } }, ["done", "failed"]],
  ])("CO-25, CO-26: %s", (_, given, expected) => expect(states(given).slice(0, 2)).toEqual(expected));

  it("R4: an unknown outcome is said as such, and cannot be retried by a click", () => {
    const [, registration] = steps({ operation: { state: "unknown", id: "opn_1", providerRef: null } });
    expect(registration).toMatchObject({
      canRetry: false,
      fact: "Sandbox registrar gave no clear answer; we look before anything else",
    });
  });

  it("names the registrar's operation as evidence", () => {
    expect(steps({ operation: { state: "sent", id: "opn_1", providerRef: "op-77" } })[1]?.fact).toBe(
      "Sandbox registrar operation op-77",
    );
    expect(steps({ operation: { state: "confirmed", id: "opn_1", providerRef: "done:a.com" } })[1]?.fact).toBe(
      "Sandbox registrar operation a.com",
    );
  });

  it("shows the card that holds the money, and what the bank said when it did not", () => {
    expect(steps({ payment: { cardBrand: "visa", cardLast4: "4242" } })[0]?.fact).toBe("visa ···4242");
    const refused = {
      order: { state: "awaiting_payment", heldAt: null } as Partial<Order>,
      payment: { declineMessage: "Your card was declined." },
    };
    expect(steps(refused)[0]?.fact).toBe("Your card was declined.");
  });

  it("DP-129: what follows has a stopwatch and a retry of its own, and is skipped for a name that was not had", () => {
    const setup = [
      { step: "zone", state: "done", startedAt: now, endedAt: now, note: "2 servers" },
      { step: "records", state: "failed", startedAt: now, endedAt: null, note: "no answer" },
    ] as Partial<Setup>[];
    expect(setupViews(setup as Setup[], "registered")).toMatchObject([
      { key: "zone", state: "done", canRetry: false, startedAt: now.toISOString() },
      { key: "records", state: "failed", canRetry: true, fact: "no answer" },
      { key: "delegation", state: "waiting", canRetry: false },
      { key: "answers", state: "waiting", canRetry: false },
    ]);
    expect(setupViews([], "refused").map((step) => step.state)).toEqual(["skipped", "skipped", "skipped", "skipped"]);
  });
});
