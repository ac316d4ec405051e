"use client";

import { Dialog } from "@/components/ui/dialog";
import { useCart } from "./cart-context";
import { CartLines } from "./cart-lines";
import { CartTotals } from "./cart-totals";
import { ContinueButton } from "./continue-button";

/** The whole cart at the right edge, over the search. */
export function CartDrawer({ now, onClose }: { now: string; onClose: () => void }) {
  const { cart } = useCart();
  return (
    <Dialog open onClose={onClose} title="Your cart" form="drawer">
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-1">
        {cart.lines.length === 0 ? (
          <div className="py-5">
            <CartLines now={now} onSearch={onClose} />
          </div>
        ) : (
          <CartLines now={now} />
        )}
      </div>
      {cart.lines.length > 0 && (
        <div className="space-y-4 border-t border-line px-5 py-4">
          <CartTotals cart={cart} />
          <ContinueButton wide />
        </div>
      )}
    </Dialog>
  );
}
