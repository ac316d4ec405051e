import type { Tone } from "@/components/ui/status-pill";
import type { RenewalRowView, RenewalSection } from "@/lib/renewals/views";

export const sectionWords: Record<RenewalSection, { title: string; about: string }> = {
  late: {
    title: "Already late",
    about: "Past their end, and still to be had back. The price goes up with each phase.",
  },
  unpaid: { title: "Waiting for your payment", about: "Invoiced, and renewed as soon as they are paid." },
  card: {
    title: "Your card will not last",
    about: "The saved card runs out before these renew. Save another one in time.",
  },
  coming: { title: "Will renew by itself", about: "Invoiced and taken from your saved card before they end." },
  ending: {
    title: "Will be lost",
    about: "You let these expire. Nothing is charged, and until the day they can be kept.",
  },
};

/** Where one name stands, in a word. */
export function renewalStatus(row: Pick<RenewalRowView, "section" | "phase" | "underWay">): {
  tone: Tone;
  word: string;
} {
  if (row.underWay) return { tone: "progress", word: "renewing" };
  if (row.phase === "redemption") return { tone: "danger", word: "restorable" };
  if (row.phase === "grace") return { tone: "danger", word: "expired" };
  switch (row.section) {
    case "unpaid":
      return { tone: "attention", word: "unpaid" };
    case "card":
      return { tone: "attention", word: "card ends" };
    case "ending":
      return { tone: "idle", word: "let go" };
    default:
      return { tone: "ok", word: "renews" };
  }
}
