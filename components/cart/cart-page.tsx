"use client";

import { Card } from "@/components/ui/card";
import { useCart } from "./cart-context";
import { CartLines } from "./cart-lines";
import { CartTotals } from "./cart-totals";
import { ContinueButton } from "./continue-button";

/** The cart as a page: lines on the left, what it costs on the right. */
export function CartPage({ now }: { now: string }) {
  const { cart } = useCart();
  if (cart.lines.length === 0) return <CartLines now={now} />;
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
      <div className="border-y border-line">
        <CartLines now={now} />
      </div>
      <Card className="lg:sticky lg:top-6">
        <CartTotals cart={cart} />
        <p className="mt-4 mb-4 text-sm text-ink-3">
          You are not charged unless a name becomes yours. The next step holds the money; it is taken only for names
          that are registered.
        </p>
        <ContinueButton wide />
      </Card>
    </div>
  );
}
