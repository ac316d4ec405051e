import { DataTable } from "@/components/ui/data-table";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import type { ThreeWayRow } from "@/lib/books/views";

const rowWords: Record<ThreeWayRow["row"], string> = {
  paid: "Paid by merchants",
  refunded: "Given back",
  names: "Charged for names",
  fees: "Fees of Stripe",
  payouts: "Paid out to the bank",
};

/** The three books of a month line by line, with what is off at the end. */
export function ThreeWayTable({ rows }: { rows: ThreeWayRow[] }) {
  const amount = (minor: number | null, currency: string) =>
    minor === null ? <span className="text-ink-3">–</span> : <Price amountMinor={minor} currency={currency} />;
  return (
    <DataTable
      caption="Stripe, registrars and our books"
      rows={rows}
      rowKey={(row) => `${row.row} ${row.currency}`}
      columns={[
        { key: "row", head: "What moved", card: "title", cell: (row) => rowWords[row.row] },
        { key: "stripe", head: "Stripe", align: "right", cell: (row) => amount(row.stripeMinor, row.currency) },
        {
          key: "registrar",
          head: "Registrars",
          align: "right",
          cell: (row) => amount(row.registrarMinor, row.currency),
        },
        { key: "ours", head: "Our books", align: "right", cell: (row) => amount(row.oursMinor, row.currency) },
        { key: "off", head: "Off by", align: "right", width: "w-40", cell: (row) => <Off row={row} /> },
      ]}
    />
  );
}

function Off({ row }: { row: ThreeWayRow }) {
  const off = (row.stripeMinor ?? row.registrarMinor ?? 0) - row.oursMinor;
  if (off === 0) return <StatusPill tone="ok">agree</StatusPill>;
  return (
    <span className="text-attention">
      <Price amountMinor={off} currency={row.currency} />
    </span>
  );
}
