import type { Route } from "next";
import Link from "next/link";
import { type Column, rowLink } from "@/components/ui/data-table";
import { Day } from "@/components/ui/day";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import type { InvoiceRow } from "@/lib/billing/views";
import { kindWords } from "@/lib/billing/views";
import { invoiceStatus } from "./invoice-status";

/** The columns of a list of invoices; `at` is where the rows lead, and admins also read whose they are. */
export function invoiceColumns(at: "/invoices" | "/admin/invoices"): Column<InvoiceRow>[] {
  const admin = at === "/admin/invoices";
  return [
    {
      key: "number",
      head: "Number",
      card: "title",
      width: "w-44",
      cell: (row) => (
        <Link data-row={admin || undefined} href={`${at}/${row.id}` as Route} className={rowLink}>
          <span className="font-mono text-sm">{row.number}</span>
        </Link>
      ),
    },
    {
      key: "what",
      head: "For",
      cell: (row) => (
        <span className="block min-w-0 max-md:text-right">
          <Name ascii={row.names[0] ?? ""} size="sm" aLabel={false} />
          {row.nameCount > 1 && <span className="ml-2 text-sm text-ink-3">and {row.nameCount - 1} more</span>}
          <span className="block text-sm text-ink-3">
            {kindWords[row.kind]}
            {admin && ` · ${row.merchantName}`}
          </span>
        </span>
      ),
    },
    {
      key: "state",
      head: "State",
      cell: (row) => {
        const { tone, word } = invoiceStatus(row);
        return <StatusPill tone={tone}>{word}</StatusPill>;
      },
    },
    { key: "issued", head: "Issued", cell: (row) => <Day iso={row.issuedAt} /> },
    {
      key: "due",
      head: "Due",
      cell: (row) => (row.state === "open" ? <Day iso={row.dueAt} /> : <span aria-hidden="true">–</span>),
    },
    {
      key: "total",
      head: "Total",
      align: "right",
      cell: (row) => (
        <Price
          amountMinor={row.kind === "credit_note" ? -row.totalMinor : row.totalMinor}
          currency={row.currency}
          className="font-medium"
        />
      ),
    },
  ];
}
