import type { Tone } from "@/components/ui/status-pill";
import type { OperationRow } from "@/lib/admin/list-operations";

const verbs: Record<string, string> = {
  open_checkout: "Open the payment page",
  capture: "Capture the money",
  release: "Let the money go",
  rehold: "Hold the money anew",
  register: "Register the name",
  auto_renew_off: "Switch registrar auto-renew off",
  create_zone: "Make the zone",
  write_records: "Write the records",
  delegate: "Delegate the name",
};

export const operationVerb = (verb: string): string => verbs[verb] ?? verb.replaceAll("_", " ");

export const operationState: Record<OperationRow["state"], { tone: Tone; word: string }> = {
  sent: { tone: "progress", word: "In flight" },
  unknown: { tone: "attention", word: "Outcome unknown" },
  confirmed: { tone: "ok", word: "Confirmed" },
  refused: { tone: "danger", word: "Refused" },
};

/** Only a registration that has not ended is for a person to settle; the engine settles all else by itself. */
export function mayResolve(row: Pick<OperationRow, "verb" | "state" | "itemId" | "itemOpen">): boolean {
  return row.verb === "register" && row.itemId !== null && row.itemOpen && row.state !== "confirmed";
}

const stuckAfterMs = 120_000;

/** In flight for more than two minutes. A payment page is open for as long as the buyer leaves it open. */
export function isStuck(row: Pick<OperationRow, "verb" | "state" | "createdAt">, now: string): boolean {
  const open = row.state === "sent" || row.state === "unknown";
  return open && row.verb !== "open_checkout" && Date.parse(now) - Date.parse(row.createdAt) > stuckAfterMs;
}
