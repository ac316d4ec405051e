import type { Route } from "next";
import Link from "next/link";
import { Day } from "@/components/ui/day";
import { formatDay } from "@/components/ui/format-moment";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import { displayName } from "@/lib/kernel/display-name";
import { formatMoney } from "@/lib/kernel/money";
import type { CardView, RenewalRowView } from "@/lib/renewals/views";
import { renewalStatus } from "./section-words";

const notices = { sent: "sent", delivered: "delivered", bounced: "came back", waiting: "on its way" };

/** One name of a section: when it ends, what it costs, who pays, and the box that takes it into one payment. */
export function RenewalRow({
  row,
  card,
  now,
  mayPay,
}: {
  row: RenewalRowView;
  card: CardView | null;
  now: string;
  mayPay: boolean;
}) {
  const { tone, word } = renewalStatus(row);
  const shown = displayName(row.nameAscii);
  const together = mayPay && !row.underWay && row.phase !== "redemption";
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-b border-line py-3 md:grid-cols-[1.5rem_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1.2fr)_7rem_7rem]">
      <span>
        {together && (
          <input
            type="checkbox"
            name="domainId[]"
            value={row.domainId}
            data-minor={row.amountMinor ?? 0}
            aria-label={`Pay for ${shown} with others`}
            className="size-5 accent-[var(--ink)]"
          />
        )}
      </span>
      <Link href={`/renewals/${row.domainId}` as Route} className="min-w-0 rounded-sm hover:underline">
        <Name ascii={row.nameAscii} aLabel={false} />
        {row.orders30d > 0 && <span className="text-sm text-ink-3">{row.orders30d} orders in 30 days</span>}
      </Link>
      <span className="justify-self-end md:order-last">
        <StatusPill tone={tone}>{word}</StatusPill>
      </span>
      <span className="col-start-2 text-sm md:col-start-auto">
        <Day iso={row.expiresAt} now={now} />
        {row.phaseEndsAt && <span className="block text-danger">at this price until {formatDay(row.phaseEndsAt)}</span>}
      </span>
      <span className="col-start-2 min-w-0 text-sm text-ink-2 md:col-start-auto">
        <Payer row={row} card={card} />
        {row.lastNotice && (
          <span className="block text-ink-3">
            Last mail {formatDay(row.lastNotice.at)}, {notices[row.lastNotice.state]}
          </span>
        )}
      </span>
      <span className="col-start-3 row-start-2 text-right md:col-start-auto md:row-start-auto">
        {row.amountMinor === null ? (
          <span className="text-sm text-ink-3">price not known</span>
        ) : (
          <Price amountMinor={row.amountMinor} currency={row.currency} />
        )}
        {row.beforeMinor !== null && row.amountMinor !== null && (
          <span className="block text-xs text-ink-3">
            {row.amountMinor > row.beforeMinor ? "+" : "−"}
            {formatMoney(Math.abs(row.amountMinor - row.beforeMinor), row.currency)} since last year
          </span>
        )}
      </span>
    </li>
  );
}

function Payer({ row, card }: { row: RenewalRowView; card: CardView | null }) {
  if (row.underWay)
    return (
      <Link href={`/orders/${row.underWay}` as Route} className="link">
        Paid, being renewed
      </Link>
    );
  if (row.invoice)
    return (
      <>
        <Link href={`/invoices/${row.invoice.id}` as Route} className="link">
          Invoice {row.invoice.number}
        </Link>
        {row.nextTryAt && <span className="block text-ink-3">next try {formatDay(row.nextTryAt)}</span>}
      </>
    );
  if (!row.autoRenew) return <>Nothing is charged</>;
  if (!card) return <>No card is saved</>;
  return (
    <>
      {card.label}
      <span className="block text-ink-3">good until {formatDay(card.endsAt)}</span>
    </>
  );
}
