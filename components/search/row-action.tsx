"use client";

import type { Route } from "next";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Tick } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { formatMoney } from "@/lib/kernel/money";
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
  actions,
}: {
  row: SearchRow;
  state: SearchState;
  busy: boolean;
  size?: "sm" | "lg";
  primary?: boolean;
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
      return <PremiumAction row={row} busy={busy} size={size} primary={primary} actions={actions} />;
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

function PremiumAction({
  row,
  busy,
  size,
  primary,
  actions,
}: {
  row: SearchRow;
  busy: boolean;
  size: "sm" | "lg";
  primary: boolean;
  actions: RowActions;
}) {
  const [understood, setUnderstood] = useState(false);
  if (!row.price) return null;
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 text-left">
      <Tick checked={understood} onChange={(event) => setUnderstood(event.target.checked)} className="max-w-56">
        <span className="text-sm">
          I understand it renews at {formatMoney(row.price.renewMinor, row.price.currency)}
        </span>
      </Tick>
      <Button
        size={size}
        look={primary ? "primary" : "secondary"}
        disabled={!understood}
        busy={busy}
        aria-label={`Add ${row.unicode}`}
        onClick={() => actions.add(row, true)}
      >
        <Icon name="plus" size={14} />
        Add
      </Button>
    </span>
  );
}
