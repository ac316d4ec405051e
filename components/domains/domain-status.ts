import type { Tone } from "@/components/ui/status-pill";
import type { DomainRow } from "@/lib/domains/views";

const words: Record<DomainRow["registration"], { tone: Tone; word: string }> = {
  pending: { tone: "progress", word: "Registering" },
  active: { tone: "ok", word: "Active" },
  expired: { tone: "danger", word: "Expired" },
  redemption: { tone: "danger", word: "In redemption" },
  transferred_away: { tone: "idle", word: "Transferred away" },
  cancelled: { tone: "idle", word: "Cancelled" },
  fraud: { tone: "danger", word: "On hold" },
};

const attentionWords: Record<string, string> = {
  verify_email: "Verify e-mail",
  on_hold: "On hold",
  pay: "Payment needed",
  pay_renewal: "Renewal not paid",
  card_expires: "Card runs out first",
  dispute: "Under dispute",
  setup_failed: "Set-up needs you",
};

const soonMs = 30 * 86_400_000;

/** One word for a name, the most urgent thing first: lost, asked of you, running out, then what it is. */
export function domainStatus(
  row: Pick<DomainRow, "registration" | "attention" | "expiresAt" | "autoRenew">,
  now: string,
): { tone: Tone; word: string } {
  if (row.registration === "expired" && row.attention.some(({ kind }) => kind === "dns_interrupted"))
    return { tone: "danger", word: "Switched off" };
  const state = words[row.registration];
  if (state.tone === "danger" || row.registration === "transferred_away" || row.registration === "cancelled")
    return state;
  const [first] = row.attention;
  if (first) return { tone: "attention", word: attentionWords[first.kind] ?? "Needs you" };
  if (
    row.registration === "active" &&
    !row.autoRenew &&
    row.expiresAt &&
    Date.parse(row.expiresAt) - Date.parse(now) <= soonMs
  )
    return { tone: "attention", word: "Expiring soon" };
  return state;
}
