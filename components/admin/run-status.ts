import type { Tone } from "@/components/ui/status-pill";

export const runStatus: Record<"active" | "completed" | "failed", { tone: Tone; word: string }> = {
  active: { tone: "progress", word: "Running" },
  completed: { tone: "ok", word: "Completed" },
  failed: { tone: "danger", word: "Failed" },
};

/** What an active run is about to do, in words. */
export function nextOfRun(
  next: { kind: "discover" | "step" | "sleep" | "timeout"; attempt: number; working: boolean } | null,
): string {
  if (!next) return "waits for an event";
  if (next.working) return "working";
  if (next.kind === "sleep") return "sleeps";
  if (next.kind === "timeout") return "waits for an event";
  return next.attempt > 0 ? `tries again (attempt ${next.attempt + 1})` : "is next";
}
