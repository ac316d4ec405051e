import type { Tone } from "@/components/ui/status-pill";
import type { AccountView } from "@/lib/accounts/list-accounts";

/** How an account does, by the calls of the last day: a quarter failing is trouble, half is as good as down. */
export function accountHealth(health: AccountView["health"]): { tone: Tone; word: string } {
  const calls = health.reduce((sum, row) => sum + row.calls, 0);
  const failed = health.reduce((sum, row) => sum + row.failed, 0);
  if (calls === 0) return { tone: "idle", word: "No calls in a day" };
  if (failed * 2 > calls) return { tone: "danger", word: "Mostly failing" };
  if (failed * 4 > calls) return { tone: "attention", word: "Often failing" };
  return { tone: "ok", word: "Answering" };
}
