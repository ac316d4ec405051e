import { DAY, later } from "@/lib/kernel/clock";
import type { OperationState } from "@/lib/providers/registrars/contract";
import type { StageView } from "./views";

/** Where a transfer under way stands: asked for, waiting for the owner's word, waiting for the other registrar. */
export const transferStages = ["submitted", "owner", "registry"] as const;
export type TransferStage = (typeof transferStages)[number];

/** A registrar that neither agrees nor objects within so many days has agreed (ICANN's transfer policy). */
export const objectionDays = 5;
/** After so many days a person looks into it and the money is offered back (T-5). */
export const stuckAfterDays = 14;

/** How long transfers take, in whole days. `measured`: from so many of our own; null: the trade's figure. */
export type TransferEstimate = { fromDays: number; toDays: number; measured: number | null };
export const usualEstimate: TransferEstimate = { fromDays: 5, toDays: 7, measured: null };
const enoughToMeasure = 5;

/** The stage that a registrar's answer about its operation stands for. */
export function stageOf(state: OperationState): TransferStage {
  if (state.stage) return state.stage;
  return state.state === "waiting_for_person" ? "owner" : "registry";
}

/** The middle eight of ten of our own transfers; too few of them: 5 to 7 days. */
export function estimateFrom(daysTaken: readonly number[]): TransferEstimate {
  if (daysTaken.length < enoughToMeasure) return usualEstimate;
  const sorted = [...daysTaken].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const fromDays = Math.max(1, Math.floor(at(0.1)));
  return { fromDays, toDays: Math.max(fromDays, Math.ceil(at(0.9))), measured: daysTaken.length };
}

export type TransferFacts = {
  /** `done`: it came; `failed`: it did not; `needs_code`: its code was refused; else under way, or not yet paid. */
  state: "unpaid" | "moving" | "needs_code" | "done" | "failed";
  stage: TransferStage | null;
  stageSince: Date | null;
  /** When the money was there and the transfer was ordered. */
  startedAt: Date | null;
  endedAt: Date | null;
  /** The address that the owner's mail goes to, where it is known. */
  ownerEmail: string | null;
  estimate: TransferEstimate;
};

const order = ["paid", "submitted", "owner", "registry", "done"] as const;
const labels: Record<StageView["key"], string> = {
  paid: "Paid",
  submitted: "Asked the registry",
  owner: "The owner agrees",
  registry: "The other registrar lets go",
  done: "It is here",
};

/** The stages of a transfer as a person reads them, each with its date and what it waits for. */
export function stageViews(facts: TransferFacts, now: Date): StageView[] {
  const here = hereOf(facts);
  return order.map((key, index) => {
    const base = { key, label: labels[key], at: null, sentence: null };
    if (facts.state === "done" || index < here) {
      const at = key === "done" ? facts.endedAt : key === "paid" ? facts.startedAt : null;
      return { ...base, state: "done", at: at?.toISOString() ?? null };
    }
    if (index > here) return { ...base, state: "waiting" };
    if (facts.state === "failed") return { ...base, state: "failed", at: facts.endedAt?.toISOString() ?? null };
    return {
      ...base,
      state: key === "owner" || facts.state === "needs_code" ? "needs_you" : "working",
      at: (key === "paid" ? null : (facts.stageSince ?? facts.startedAt))?.toISOString() ?? null,
      sentence: stageSentence(key, facts, now),
    };
  });
}

function hereOf({ state, stage }: TransferFacts): number {
  if (state === "unpaid") return 0;
  // Another code starts it anew.
  return state === "needs_code" ? 1 : order.indexOf(stage ?? "submitted");
}

/** One sentence on what a transfer awaits now. Late ones say so, with the day on which a person steps in. */
export function stageSentence(key: StageView["key"], facts: TransferFacts, now: Date): string {
  if (key === "paid") return "Nothing is sent before the payment is there.";
  if (facts.state === "needs_code") return "The code was refused. With another one it is asked for again.";
  const since = facts.stageSince ?? facts.startedAt ?? now;
  const days = Math.floor((now.getTime() - (facts.startedAt ?? now).getTime()) / DAY);
  const late = days > facts.estimate.toDays;
  const lateNote = ` Day ${days} of what usually takes ${estimateWords(facts.estimate)}. On ${dayWords(later(facts.startedAt ?? now, stuckAfterDays * DAY))} a person looks into it and offers your money back.`;
  const sentence =
    key === "owner"
      ? `A mail with a link is on its way to ${facts.ownerEmail ?? "the owner's address at the present registrar"}. Whoever reads it there has to click it; the link dies after some days.`
      : key === "registry"
        ? `The present registrar may object until ${dayWords(later(since, objectionDays * DAY))}. Silence counts as a yes; some let you agree at once in their panel.`
        : "The registry is checking the code and the lock.";
  return late ? sentence + lateNote : sentence;
}

export function estimateWords(estimate: TransferEstimate): string {
  const { fromDays, toDays } = estimate;
  return fromDays === toDays ? `${toDays} day${toDays === 1 ? "" : "s"}` : `${fromDays} to ${toDays} days`;
}

/** The day on which it should be here, at the latest as far as the estimate goes. */
export function expectedBy(startedAt: Date, estimate: TransferEstimate): Date {
  return later(startedAt, estimate.toDays * DAY);
}

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export function dayWords(at: Date): string {
  return days.format(at);
}
