import type { Tone } from "@/components/ui/status-pill";
import type { BookCause } from "@/lib/books/views";

/** What a difference is, in a word, and what it means for the money. */
export const causeWords: Record<BookCause, { word: string; tone: Tone; means: string }> = {
  charge_without_order: {
    word: "No order",
    tone: "danger",
    means: "Money moved outside, and none of our orders accounts for it.",
  },
  order_without_charge: {
    word: "No charge",
    tone: "danger",
    means: "We booked it, and the other party has no such line. It may have cost nothing, or is billed elsewhere.",
  },
  wrong_amount: { word: "Other amount", tone: "danger", means: "Both books have it, with different amounts." },
  fx_drift: {
    word: "Exchange rate",
    tone: "attention",
    means: "Booked in one currency and billed in another; today's rate explains the rest.",
  },
  fee: { word: "Fee", tone: "attention", means: "The party's own fee, for no order of ours." },
  given_back: { word: "Given back", tone: "attention", means: "The registrar gave money back that we did not book." },
  refund_unbooked: {
    word: "Refund not booked",
    tone: "danger",
    means: "Stripe gave money back, and our refunds do not have it.",
  },
  refund_missing: {
    word: "Refund not paid",
    tone: "danger",
    means: "We say the money was given back, and Stripe has no such refund.",
  },
  dispute: { word: "Chargeback", tone: "danger", means: "A card's bank took the money back." },
  unbooked: { word: "Not booked", tone: "danger", means: "It happened on both sides, and our ledger lacks it." },
  unknown_movement: {
    word: "Unknown",
    tone: "attention",
    means: "Stripe moved money of a kind that has no name here.",
  },
  posted_twice: {
    word: "Booked twice",
    tone: "attention",
    means: "It was corrected by hand and then came right by itself. The entry takes the correction back.",
  },
  timing: {
    word: "May still come",
    tone: "progress",
    means: "The other line may be some days late. It closes by itself when it arrives.",
  },
};

/** Accounts of the ledger as a person says them. */
export const accountWords: Record<string, string> = {
  stripe: "Stripe",
  stripe_other: "Stripe, other movements",
  stripe_fees: "Fees of Stripe",
  sales: "Sales",
  tax: "Tax",
  registrar_cost: "Cost of names",
  registrar_payable: "Owed to registrars",
  receivable: "Owed by merchants",
  merchant_credit: "Account credit",
  chargebacks: "Chargebacks",
  exchange: "Exchange",
  suspense: "To be explained",
  bank: "Bank",
};
