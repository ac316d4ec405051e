import { TimeOfDay } from "@/components/ui/moment";
import { Price } from "@/components/ui/price";
import type { CartView } from "@/lib/orders/views";

/** What it costs today and, beside it, what the same names cost next year. */
export function CartTotals({ cart, held = true }: { cart: CartView; held?: boolean }) {
  return (
    <div>
      <dl className="space-y-1 text-base">
        <div className="flex justify-between text-ink-2">
          <dt>Names</dt>
          <dd>
            <Price amountMinor={cart.subtotalMinor} currency={cart.currency} />
          </dd>
        </div>
        <div className="flex justify-between text-ink-2">
          <dt>Tax {cart.taxNote && <span className="text-sm text-ink-3">· {cart.taxNote}</span>}</dt>
          <dd>
            <Price amountMinor={cart.taxMinor} currency={cart.currency} />
          </dd>
        </div>
        <div className="flex items-baseline justify-between border-t border-line pt-2 font-semibold">
          <dt>Total today</dt>
          <dd>
            <Price amountMinor={cart.totalMinor} currency={cart.currency} className="text-lg" />
          </dd>
        </div>
        <div className="flex justify-between text-sm text-ink-2">
          <dt>Each later year</dt>
          <dd>
            <Price amountMinor={cart.nextYearMinor} currency={cart.currency} />
          </dd>
        </div>
      </dl>
      {held && cart.quoteExpiresAt && (
        <p className="mt-2 text-sm text-ink-3">
          Prices held until <TimeOfDay iso={cart.quoteExpiresAt} />
        </p>
      )}
    </div>
  );
}
