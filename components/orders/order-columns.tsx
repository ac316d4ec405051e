import type { Route } from "next";
import Link from "next/link";
import { type Column, rowLink } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import type { OrderRow } from "@/lib/orders/views";
import { orderStatus } from "./order-status";

/** The columns of a list of orders; `at` is where the rows lead, and admins also read whose they are. */
export function orderColumns(at: "/orders" | "/admin/orders"): Column<OrderRow>[] {
  const admin = at === "/admin/orders";
  const merchant: Column<OrderRow> = {
    key: "merchant",
    head: "Merchant",
    cell: (row) => <span className="block max-w-44 truncate">{row.merchantName}</span>,
  };
  return [
    {
      key: "names",
      head: "Names",
      card: "title",
      cell: (row) => (
        <Link data-row={admin || undefined} href={`${at}/${row.id}` as Route} className={rowLink}>
          <Name ascii={row.names[0] ?? row.id} size="md" aLabel={false} />
          {row.nameCount > 1 && <span className="ml-2 text-sm text-ink-3">and {row.nameCount - 1} more</span>}
        </Link>
      ),
    },
    ...(admin ? [merchant] : []),
    {
      key: "state",
      head: "State",
      cell: (row) => <StatusPill tone={orderStatus[row.state].tone}>{orderStatus[row.state].word}</StatusPill>,
    },
    { key: "placed", head: "Placed", cell: (row) => <Day iso={row.placedAt} /> },
    {
      key: "total",
      head: "Total",
      align: "right",
      cell: (row) => <Price amountMinor={row.totalMinor} currency={row.currency} />,
    },
    {
      key: "charged",
      head: "Charged",
      align: "right",
      cell: (row) => <Price amountMinor={row.chargedMinor} currency={row.currency} className="font-medium" />,
    },
  ];
}
