import type { Route } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { PageHead } from "@/components/ui/page-head";
import { StatusPill } from "@/components/ui/status-pill";
import type { InvoiceView } from "@/lib/billing/views";
import { documentWord } from "@/lib/billing/views";
import { invoiceStatus } from "./invoice-status";

/** The top of an invoice's page: what it is, how it stands, its PDF, and the way back to its list. */
export function InvoiceHead({ invoice, list }: { invoice: InvoiceView; list: "/invoices" | "/admin/invoices" }) {
  const { tone, word } = invoiceStatus(invoice);
  return (
    <PageHead
      above={
        <Link href={list as Route} className="link">
          Invoices
        </Link>
      }
      title={
        <>
          {documentWord(invoice.kind)} <span className="whitespace-nowrap">{invoice.number}</span>
        </>
      }
      action={
        <a href={`/invoices/${invoice.id}/pdf`} className={buttonClass()} download={`${invoice.number}.pdf`}>
          Download PDF
        </a>
      }
    >
      <StatusPill tone={tone}>{word}</StatusPill>
    </PageHead>
  );
}
