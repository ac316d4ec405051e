"use client";

import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useCart } from "./cart-context";
import { CartLine } from "./cart-line";

/** The names in the cart, or what the cart is for. */
export function CartLines({ now, onSearch }: { now: string; onSearch?: () => void }) {
  const { cart } = useCart();
  if (cart.lines.length === 0)
    return (
      <EmptyState
        title="No names yet"
        action={
          onSearch ? undefined : (
            <ButtonLink href="/" look="primary">
              Search a name
            </ButtonLink>
          )
        }
      >
        Names you add are kept here, also when you sign in or come back on another device.
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line">
      {cart.lines.map((line) => (
        <CartLine key={line.id} line={line} currency={cart.currency} now={now} obstacle={cart.obstacles[line.id]} />
      ))}
    </ul>
  );
}
