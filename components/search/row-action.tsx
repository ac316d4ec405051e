"use client";

import type { Route } from "next";
import { Button, ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { SearchRow, SearchState } from "@/lib/search/views";

export type RowActions = {
  add: (row: SearchRow, consent?: boolean) => void;
  remove: (name: string) => void;
  again: (name: string) => void;
};

/** What can be done with a name in its state; nothing where nothing can be done. */
export function RowAction({
  row,
  state,
  busy,
  size = "sm",
  primary = false,
  understood = false,
  actions,
}: {
  row: SearchRow;
  state: SearchState;
  busy: boolean;
  size?: "sm" | "lg";
  primary?: boolean;
  /** That a premium name renews at its own price; without it, it cannot be added. */
  understood?: boolean;
  actions: RowActions;
}) {
  switch (state) {
    case "available":
    case "restricted":
      return (
        <Button
          size={size}
          look={primary ? "primary" : "secondary"}
          busy={busy}
          aria-label={`Add ${row.unicode}`}
          onClick={() => actions.add(row)}
        >
          <Icon name="plus" size={14} />
          Add
        </Button>
      );
    case "premium":
      return (
        <Button
          size={size}
          look={primary ? "primary" : "secondary"}
          disabled={!understood}
          title={understood ? undefined : "Tick first that you know its renewal price."}
          busy={busy}
          aria-label={`Add ${row.unicode}`}
          onClick={() => actions.add(row, true)}
        >
          <Icon name="plus" size={14} />
          Add
        </Button>
      );
    case "in_cart":
      return (
        <span className="flex items-center gap-1 text-base">
          <span className="flex items-center gap-1.5 text-ok">
            <Icon name="check" size={14} />
            In cart
          </span>
          <Button
            size="sm"
            look="quiet"
            busy={busy}
            aria-label={`Remove ${row.unicode}`}
            onClick={() => actions.remove(row.name)}
          >
            Remove
          </Button>
        </span>
      );
    case "owned":
      return (
        <ButtonLink href={`/domains?query=${encodeURIComponent(row.name)}` as Route} size={size}>
          Open
        </ButtonLink>
      );
    case "unknown":
      return (
        <Button size={size} busy={busy} aria-label={`Try again ${row.unicode}`} onClick={() => actions.again(row.name)}>
          <Icon name="retry" size={14} />
          Try again
        </Button>
      );
    case "unasked":
      return (
        <Button size={size} look="quiet" aria-label={`Check ${row.unicode}`} onClick={() => actions.again(row.name)}>
          Check
        </Button>
      );
    default:
      return null;
  }
}
