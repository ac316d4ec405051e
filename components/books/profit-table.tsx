import { DataTable } from "@/components/ui/data-table";
import { Name } from "@/components/ui/name";
import type { ProfitBy, ProfitRow, ProfitSums } from "@/lib/books/profit";
import { formatAmount } from "@/lib/kernel/money";

const columns = [
  ["salesMinor", "Sales"],
  ["costMinor", "Cost of names"],
  ["feesMinor", "Fees"],
  ["fxMinor", "Exchange"],
  ["otherMinor", "Other"],
] as const satisfies [keyof ProfitSums, string][];

/** Profit row by row; the widths of the bars are to scale, red where money was lost. */
export function ProfitTable({ rows, by, currency }: { rows: ProfitRow[]; by: ProfitBy; currency: string }) {
  const most = Math.max(1, ...rows.map(({ profitMinor }) => Math.abs(profitMinor)));
  return (
    <DataTable
      caption={`Profit by ${by}, in ${currency}`}
      compact
      rows={rows}
      rowKey={(row) => row.key ?? "none"}
      columns={[
        {
          key: "label",
          head: { domain: "Name", tld: "Ending", merchant: "Merchant" }[by],
          card: "title",
          cell: (row) => labelOf(row, by),
        },
        ...columns.map(([key, head]) => ({
          key,
          head,
          align: "right" as const,
          cell: (row: ProfitRow) => amount(row[key], currency),
        })),
        {
          key: "profit",
          head: "Profit",
          align: "right",
          cell: (row) => (
            <span className={row.profitMinor < 0 ? "font-medium text-danger" : "font-medium"}>
              {formatAmount(row.profitMinor, currency)}
            </span>
          ),
        },
        {
          key: "bar",
          head: "To scale",
          card: "plain",
          width: "w-32",
          cell: (row) => (
            <svg viewBox="0 0 112 6" width="112" height="6" aria-hidden="true" className="block">
              <rect width="112" height="6" rx="3" className="fill-sunken" />
              <rect
                width={Math.round((Math.abs(row.profitMinor) / most) * 112)}
                height="6"
                rx="3"
                className={row.profitMinor < 0 ? "fill-danger" : "fill-brass"}
              />
            </svg>
          ),
        },
      ]}
    />
  );
}

function amount(minor: number, currency: string) {
  return minor === 0 ? <span className="text-ink-3">–</span> : formatAmount(minor, currency);
}

function labelOf(row: ProfitRow, by: ProfitBy) {
  if (row.key === null) return <span className="text-ink-3">{row.label}</span>;
  if (by === "domain") return <Name ascii={row.key} size="sm" aLabel={false} />;
  return by === "tld" ? `.${row.label}` : row.label;
}
