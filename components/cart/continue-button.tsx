"use client";

import type { Route } from "next";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { useCart } from "./cart-context";

/** Leads on to the registrant and payment; while something is in the way it says what instead. */
export function ContinueButton({ wide = false }: { wide?: boolean }) {
  const { cart } = useCart();
  const obstacles = Object.entries(cart.obstacles);
  if (cart.lines.length === 0) return null;
  if (obstacles.length > 0) {
    const whole = cart.obstacles.cart;
    return (
      <p role="status" className="flex gap-2 text-base text-attention">
        <Icon name="alert" className="mt-1" />
        {whole ??
          (obstacles.length === 1
            ? "One name above needs your answer first."
            : `${obstacles.length} names above need your answer first.`)}
      </p>
    );
  }
  return (
    <ButtonLink href={"/checkout" as Route} look="primary" wide={wide}>
      Continue with {cart.lines.length} {cart.lines.length === 1 ? "name" : "names"}
    </ButtonLink>
  );
}
