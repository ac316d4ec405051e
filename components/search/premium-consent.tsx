"use client";

import { Tick } from "@/components/ui/field";
import { formatMoney } from "@/lib/kernel/money";
import type { RowPrice } from "@/lib/search/views";

/** A premium name's own consent: ticked by hand, never in advance. */
export function PremiumConsent({
  price,
  understood,
  onChange,
}: {
  price: RowPrice;
  understood: boolean;
  onChange: (understood: boolean) => void;
}) {
  return (
    <Tick checked={understood} onChange={(event) => onChange(event.target.checked)}>
      <span className="text-sm leading-6">
        I understand it renews at {formatMoney(price.renewMinor, price.currency)}
      </span>
    </Tick>
  );
}
