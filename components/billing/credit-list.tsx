import { Day } from "@/components/ui/day";
import { Price } from "@/components/ui/price";
import type { CreditBalance, CreditMovement } from "@/lib/billing/credit-balance";

const words: Record<string, string> = {
  credit_granted: "Given to you",
  credit_used: "Used for an invoice",
  refund: "Refunded to your account",
  capture: "Paid twice",
  correction: "Corrected",
  collected: "Used for an invoice",
};

/** What is there, and how it came and went. */
export function CreditList({ balances, movements }: { balances: CreditBalance[]; movements: CreditMovement[] }) {
  if (movements.length === 0)
    return <p className="text-ink-2">None. A refund to your account would be kept here and pay your next invoices.</p>;
  return (
    <>
      {balances.map((balance) => (
        <p key={balance.currency}>
          <Price amountMinor={balance.balanceMinor} currency={balance.currency} className="display text-2xl" />
          {balance.freeMinor < balance.balanceMinor && (
            <span className="block text-sm text-ink-3">
              <Price amountMinor={balance.balanceMinor - balance.freeMinor} currency={balance.currency} /> of it is set
              aside for orders under way
            </span>
          )}
        </p>
      ))}
      <ul className="mt-3 divide-y divide-line border-t border-line text-sm">
        {movements.map((movement) => (
          <li
            key={`${movement.at} ${movement.kind} ${movement.amountMinor}`}
            className="flex justify-between gap-4 py-2"
          >
            <span>
              {words[movement.kind] ?? "Changed"}
              <span className="block text-ink-3">
                <Day iso={movement.at} />
              </span>
            </span>
            <Price amountMinor={movement.amountMinor} currency={movement.currency} />
          </li>
        ))}
      </ul>
    </>
  );
}
