"use client";

import type { Route } from "next";
import dynamic from "next/dynamic";
import { ButtonLink, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Price } from "@/components/ui/price";
import { useCart } from "./cart-context";

const CartDrawer = dynamic(() => import("./cart-drawer").then((module) => module.CartDrawer), { ssr: false });

/** `2 names · 27.98 · Continue` at the foot of the search, there as soon as something is in the cart. */
export function MiniCart({
  now,
  open,
  onOpen,
  onClose,
}: {
  now: string;
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
}) {
  const { cart } = useCart();
  const count = cart.lines.length;
  const ready = Object.keys(cart.obstacles).length === 0;
  return (
    <>
      {count > 0 && (
        <section
          aria-label="Your cart"
          className="fixed inset-x-0 bottom-[var(--bar,0px)] z-30 animate-rise border-t border-line bg-surface md:inset-x-auto md:right-6 md:bottom-6 md:rounded-lg md:border md:shadow-float"
        >
          <div className="flex h-16 items-center gap-3 px-4 md:pr-3">
            <Icon name="cart" className="text-ink-3" />
            <p className="figures flex-1 text-base whitespace-nowrap md:pr-6">
              {count} {count === 1 ? "name" : "names"} ·{" "}
              <Price amountMinor={cart.totalMinor} currency={cart.currency} />
            </p>
            <span className="hidden md:block">
              <button type="button" onClick={onOpen} className={buttonClass({ size: "sm", look: "quiet" })}>
                See cart
              </button>
            </span>
            <span className="md:hidden">
              <ButtonLink href="/cart" size="sm" look="quiet">
                See cart
              </ButtonLink>
            </span>
            {ready && (
              <ButtonLink href={"/checkout" as Route} size="sm" look="primary">
                Continue
              </ButtonLink>
            )}
          </div>
        </section>
      )}
      {open && <CartDrawer now={now} onClose={onClose} />}
    </>
  );
}
