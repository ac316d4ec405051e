"use client";

import { ActionButton } from "@/components/admin/action-button";
import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import type { SayingAction } from "@/components/admin/saying";
import { Icon } from "@/components/ui/icon";
import { StatusPill } from "@/components/ui/status-pill";
import type { SavedCardView } from "@/lib/billing/saved-cards";

const brands: Record<string, string> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express" };
const nameOf = (card: SavedCardView) => `${brands[card.brand] ?? card.brand} ···${card.last4}`;
const monthOf = (card: SavedCardView) => `${String(card.expMonth).padStart(2, "0")}/${card.expYear}`;

/** Saved cards, the one that is asked first on top. */
export function CardList({
  cards,
  mayChange,
  remove,
  prefer,
}: {
  cards: SavedCardView[];
  mayChange: boolean;
  remove: SayingAction;
  prefer: SayingAction;
}) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {cards.map((card, at) => (
        <li key={card.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
          <Icon name="card" className="text-ink-3" />
          <span className="min-w-0 flex-1 basis-48">
            <span className="figures block">{nameOf(card)}</span>
            <span className="figures block text-sm text-ink-3">Good until the end of {monthOf(card)}</span>
          </span>
          {card.state === "ran_out" && <StatusPill tone="danger">Ran out</StatusPill>}
          {card.state === "runs_out_soon" && <StatusPill tone="attention">Runs out soon</StatusPill>}
          {at === 0 && <StatusPill tone="ok">Asked first</StatusPill>}
          {mayChange && (
            <span className="flex gap-2">
              {at > 0 && (
                <ActionButton
                  action={prefer}
                  fields={{ cardId: card.id }}
                  look="quiet"
                  label={`Ask ${nameOf(card)} first`}
                >
                  Ask first
                </ActionButton>
              )}
              <ConfirmDialog
                trigger="Remove"
                triggerLabel={`Remove ${nameOf(card)}`}
                look="quiet"
                title={`Remove ${nameOf(card)}?`}
                keep="Keep the card"
                confirm="Remove it"
                danger
                action={remove}
                fields={{ cardId: card.id }}
              >
                <p>Stripe forgets it, and it is never charged again.</p>
                {cards.length === 1 && (
                  <p>
                    It is the only one: renewals will then wait for you to pay them, and names that are not paid expire.
                  </p>
                )}
              </ConfirmDialog>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
