import { HOUR, MINUTE, SECOND } from "@/lib/kernel/clock";
import { betweenLooksMs, callInFlightMs } from "./limits";

/** What is known of an item, its newest registration operation and its order, as far as the next beat depends on it. */
export type ItemFacts = {
  now: Date;
  item: { state: string; failureReason: string | null; startedAt: Date | null; updatedAt: Date };
  order: { state: string; cancelRequested: boolean; fraudFlagged: boolean };
  /** Until when work that cannot be undone is paid for, by a hold or for good; null while nothing is. */
  securedUntil: Date | null;
  operation: {
    state: "sent" | "unknown" | "confirmed" | "refused";
    reason: string | null;
    providerRef: string | null;
    createdAt: Date;
    looks: number;
    lookedAt: Date | null;
    settledAt: Date | null;
  } | null;
  /** Its order takes the money before anything is asked, and has not done so yet. */
  awaitsCapture: boolean;
  /** How long a person may take to correct what a registry refused. */
  correctionMs: number;
  settleDelaySeconds: number;
  /** For how long tries that were proved to have done nothing are repeated. */
  patienceMs: number;
};

export type ItemBeat =
  | { do: "nothing" }
  | { do: "wait"; ms: number }
  | { do: "cancel"; reason: "cancelled" | "hold_lapsed" | "not_corrected" | "not_done" }
  | { do: "ask" }
  | { do: "poll" }
  | { do: "look"; conclusive: boolean };

/**
 * The next beat of an item, from facts alone. Nothing is asked of a registrar before its money is secured, nothing is
 * asked twice before two looks have proved that the first try did nothing, and an unknown outcome is never ended.
 */
export function decideItem(facts: ItemFacts): ItemBeat {
  const { item, order, operation, now } = facts;
  if (item.state !== "waiting" && item.state !== "registering") return { do: "nothing" };
  if (operation?.state === "confirmed") return { do: "poll" };
  if (operation && operation.state !== "refused") return decideInFlight(facts, operation);

  if (order.state === "cancelled") return { do: "cancel", reason: "cancelled" };
  if (order.state === "awaiting_payment") return { do: "wait", ms: 10 * MINUTE };
  if (order.cancelRequested) return { do: "cancel", reason: "cancelled" };
  if (facts.awaitsCapture) return { do: "wait", ms: 2 * SECOND };
  if (facts.securedUntil === null || now >= facts.securedUntil) return { do: "cancel", reason: "hold_lapsed" };
  if (order.state === "review" || order.fraudFlagged) return { do: "wait", ms: 10 * MINUTE };

  if (item.failureReason === "contact" || item.failureReason === "auth_code") {
    const until = item.updatedAt.getTime() + facts.correctionMs;
    if (now.getTime() >= until) return { do: "cancel", reason: "not_corrected" };
    return { do: "wait", ms: Math.min(until - now.getTime(), 10 * MINUTE) };
  }
  if (operation && item.startedAt && now.getTime() - item.startedAt.getTime() >= facts.patienceMs)
    return { do: "cancel", reason: "not_done" };
  if (operation?.reason === "insufficient_funds" || operation?.reason === "turned_away") {
    const again = (operation.settledAt?.getTime() ?? 0) + 5 * MINUTE;
    if (now.getTime() < again) return { do: "wait", ms: again - now.getTime() };
  }
  return { do: "ask" };
}

function decideInFlight(facts: ItemFacts, operation: NonNullable<ItemFacts["operation"]>): ItemBeat {
  const ageMs = facts.now.getTime() - operation.createdAt.getTime();
  if (operation.providerRef !== null) return { do: "poll" };
  if (operation.state === "sent" && ageMs < callInFlightMs) return { do: "wait", ms: callInFlightMs - ageMs };

  const sinceLook = operation.lookedAt ? facts.now.getTime() - operation.lookedAt.getTime() : Number.POSITIVE_INFINITY;
  if (operation.looks > 0 && sinceLook < betweenLooksMs) return { do: "wait", ms: betweenLooksMs - sinceLook };
  const settled = ageMs >= facts.settleDelaySeconds * SECOND;
  return { do: "look", conclusive: settled };
}

/** How long to wait before asking again about something that began `ageMs` ago: quick at first, hourly after hours. */
export function pollDelay(ageMs: number): number {
  if (ageMs < 10 * SECOND) return SECOND;
  if (ageMs < MINUTE) return 3 * SECOND;
  if (ageMs < 10 * MINUTE) return 20 * SECOND;
  if (ageMs < 2 * HOUR) return 2 * MINUTE;
  return 30 * MINUTE;
}
