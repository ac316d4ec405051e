import { DAY, later } from "@/lib/kernel/clock";
import { dayWords } from "./stages";

/** What is known of a domain that may want to leave. */
export type LeavingFacts = {
  now: Date;
  registration: "pending" | "active" | "expired" | "redemption" | "transferred_away" | "cancelled" | "fraud";
  /** By our own knowledge: since when it is here, and how long a registry keeps it. */
  registeredAt: Date | null;
  arrivedAt: Date;
  transferLockedUntil: Date | null;
  lockDays: number;
  /** When the money for getting it here was taken; a stolen card shows within the lock's time. */
  paidAt: Date | null;
  /** An order for it that is held back, under review, or flagged. */
  underReview: boolean;
  disputed: boolean;
  /** Numbers of invoices for years that it was given and nobody paid. */
  unpaidReceivables: string[];
};

export type Obstacle = { reason: string; until: Date | null };

/**
 * Why a name may not leave now; empty: it may. Only reasons that a registry knows: its own waiting time, money that is not
 * settled, a state in which nothing moves. Never "because we would rather keep it".
 */
export function leavingObstacles(facts: LeavingFacts): Obstacle[] {
  const obstacles: Obstacle[] = [];
  const add = (reason: string, until: Date | null = null) => obstacles.push({ reason, until });
  switch (facts.registration) {
    case "active":
    case "expired":
      break;
    case "pending":
      add("It is not yours yet: its order is under way.");
      break;
    case "redemption":
      add("It is in redemption. Restore it first; then it can leave.");
      break;
    case "transferred_away":
      add("It is at another registrar already.");
      break;
    case "cancelled":
      add("It is no longer registered here.");
      break;
    case "fraud":
      add("It is on hold. Write to support.");
      break;
  }
  if (facts.underReview) add("The order that it was bought with is being looked at by a person. Write to support.");
  if (facts.disputed)
    add("The bank has taken back a payment for it, and that is not settled. Answer the dispute first.");
  for (const number of facts.unpaidReceivables)
    add(`Invoice ${number} for its last year is not paid. It can leave as soon as it is.`);
  const waits = waitingTime(facts);
  if (waits && waits > facts.now)
    add(
      `Names stay where they are for ${facts.lockDays} days after they were bought or moved: until ${dayWords(waits)}.`,
      waits,
    );
  return obstacles;
}

/** The latest of what the registrar told, what the dates say, and what the payment's age asks for. */
function waitingTime(facts: LeavingFacts): Date | null {
  if (facts.lockDays === 0 && !facts.transferLockedUntil) return null;
  const lock = facts.lockDays * DAY;
  const ends = [
    facts.transferLockedUntil,
    facts.registeredAt && later(facts.registeredAt, lock),
    later(facts.arrivedAt, lock),
    facts.paidAt && later(facts.paidAt, lock),
  ].filter((at): at is Date => at instanceof Date);
  return new Date(Math.max(...ends.map(Number)));
}
