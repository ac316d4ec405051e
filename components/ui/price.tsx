import { formatAmount } from "@/lib/kernel/money";
import { classNames } from "./class-names";

/** An amount with its currency small behind it. `struck` is a price that no longer holds. */
export function Price({
  amountMinor,
  currency,
  struck = false,
  className,
}: {
  amountMinor: number;
  currency: string;
  struck?: boolean;
  className?: string;
}) {
  const Tag = struck ? "s" : "span";
  return (
    <Tag className={classNames("figures whitespace-nowrap", className)}>
      {formatAmount(amountMinor, currency)}
      {"\u00a0"}
      <span className="text-[0.72em] tracking-wide text-ink-3">{currency}</span>
    </Tag>
  );
}
