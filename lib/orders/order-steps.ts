import type { domainSetup } from "@/db/schema";
import type { Operation } from "@/lib/operations/intent";
import type { Order, OrderItem, Payment } from "./rows";
import type { StepState, StepView } from "./views";

type Setup = typeof domainSetup.$inferSelect;

const iso = (moment: Date | null | undefined) => moment?.toISOString() ?? null;

const setupLabels: Record<Setup["step"], { key: StepView["key"]; label: string } | null> = {
  auto_renew_off: null,
  registrant: null,
  give_back: null,
  zone: { key: "zone", label: "Zone" },
  records: { key: "records", label: "Records" },
  delegation: { key: "delegation", label: "Name servers" },
  answers: { key: "answers", label: "Answers" },
};

/** The live checklist of one name: money, registry, then what follows, each with its own stopwatch. */
export function orderSteps(facts: {
  order: Order;
  item: OrderItem;
  payment: Payment | undefined;
  operation: Operation | undefined;
  setup: Setup[];
  registrarLabel: string;
}): StepView[] {
  const { order, item, payment, setup } = facts;
  const begins = [paymentStep(order, payment), errandStep(facts)];
  // Only a registration makes a zone: all else leaves the name's DNS as it was.
  return item.kind === "register" ? [...begins, ...setupViews(setup, item.state)] : begins;
}

function paymentStep(order: Order, payment: Payment | undefined): StepView {
  const held = order.heldAt !== null;
  const state: StepState = held
    ? "done"
    : order.state === "cancelled"
      ? "skipped"
      : payment?.declineMessage
        ? "needs_you"
        : "working";
  const fact =
    held && payment?.cardLast4 ? `${payment.cardBrand} ···${payment.cardLast4}` : (payment?.declineMessage ?? null);
  return {
    key: "payment",
    label: order.captureMode === "billed_after" ? "Billed afterwards" : "Money held",
    state,
    startedAt: iso(order.placedAt),
    endedAt: iso(order.heldAt),
    fact,
    canRetry: false,
  };
}

const errandLabels = { register: "Registered", renew: "Renewed", transfer: "Transferred", restore: "Restored" };

function errandStep({ order, item, operation, registrarLabel }: Parameters<typeof orderSteps>[0]): StepView {
  const asked = operation
    ? `${registrarLabel} operation ${operation.providerRef?.replace(/^done:/, "") ?? operation.id}`
    : null;
  const states: Record<OrderItem["state"], StepState> = {
    waiting: order.state === "fulfilling" ? "working" : "waiting",
    registering: item.failureReason ? "needs_you" : "working",
    registered: "done",
    refused: "failed",
    cancelled: "skipped",
    fraud: "failed",
  };
  const fact =
    operation?.state === "unknown" ? `${registrarLabel} gave no clear answer; we look before anything else` : asked;
  return {
    key: "registration",
    label: errandLabels[item.kind],
    state: states[item.state],
    startedAt: iso(item.startedAt),
    endedAt: iso(item.endedAt),
    fact,
    canRetry: false,
  };
}

/** Steps after the registration; before it they wait, and without it they are skipped. */
export function setupViews(setup: Setup[], itemState: OrderItem["state"]): StepView[] {
  const order: Setup["step"][] = ["zone", "records", "delegation", "answers"];
  return order.flatMap((step) => {
    const words = setupLabels[step];
    if (!words) return [];
    const row = setup.find((entry) => entry.step === step);
    const gone = itemState === "refused" || itemState === "cancelled" || itemState === "fraud";
    return [
      {
        ...words,
        state: row?.state ?? (gone ? "skipped" : "waiting"),
        startedAt: iso(row?.startedAt),
        endedAt: iso(row?.endedAt),
        fact: row?.note ?? null,
        canRetry: row?.state === "failed",
      },
    ];
  });
}
