import type { Tone } from "@/components/ui/status-pill";
import type { TransferRow } from "@/lib/transfers/views";

/** The word and tone of a transfer in a list. */
export function transferStatus({ state, stage }: Pick<TransferRow, "state" | "stage">): { word: string; tone: Tone } {
  switch (state) {
    case "unpaid":
      return { word: "Not paid", tone: "attention" };
    case "needs_code":
      return { word: "New code needed", tone: "attention" };
    case "done":
      return { word: "Here", tone: "ok" };
    case "failed":
      return { word: "Did not move", tone: "danger" };
    case "moving":
      if (stage === "owner") return { word: "Owner must agree", tone: "attention" };
      return stage === "registry"
        ? { word: "Other registrar's days", tone: "progress" }
        : { word: "Asked", tone: "progress" };
  }
}
