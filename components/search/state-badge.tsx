import { StatusPill } from "@/components/ui/status-pill";
import type { SearchRow, SearchState } from "@/lib/search/views";

/** The state in a word, for the states that are not said by the button beside them. */
export function StateBadge({ row, state }: { row: SearchRow; state: SearchState }) {
  switch (state) {
    case "premium":
      return (
        <StatusPill tone="attention" title="The registry asks its own price for this name, now and at every renewal.">
          Premium
        </StatusPill>
      );
    case "restricted":
      return <StatusPill tone="progress">{row.restriction ?? "Not for everybody"}</StatusPill>;
    case "taken":
      return <StatusPill tone="idle">Taken</StatusPill>;
    case "reserved":
      return (
        <StatusPill tone="idle" title={row.note ?? "The registry keeps this name back."}>
          Reserved
        </StatusPill>
      );
    case "not_sold":
      return <StatusPill tone="idle">Not sold here</StatusPill>;
    case "unknown":
      return <StatusPill tone="attention">No answer</StatusPill>;
    case "owned":
      return <StatusPill tone="ok">Yours</StatusPill>;
    default:
      return null;
  }
}
