import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireAdminCtx } from "@/app/_lib/session";
import { orNotFound } from "@/app/(portal)/or-not-found";
import { InvoiceHead } from "@/components/billing/invoice-head";
import { InvoiceHistory } from "@/components/billing/invoice-history";
import { InvoicePaper } from "@/components/billing/invoice-paper";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { Price } from "@/components/ui/price";
import { creditBalances } from "@/lib/billing/credit-balance";
import { invoiceView } from "@/lib/billing/invoice-view";
import { refundQuote } from "@/lib/billing/refund-quote";
import { kindWords } from "@/lib/billing/views";
import { MoneyActions } from "./money-actions";

export const metadata: Metadata = { title: "Invoice" };

export default async function AdminInvoicePage({ params }: { params: Promise<{ invoiceId: string }> }) {
  const ctx = await requireAdminCtx();
  const { invoiceId } = await params;
  const invoice = await orNotFound(invoiceView(ctx, invoiceId));
  const [quote, credit] = await Promise.all([
    invoice.orderId && invoice.kind !== "credit_note" ? refundQuote(ctx, { orderId: invoice.orderId }) : null,
    creditBalances(invoice.merchantId),
  ]);
  return (
    <>
      <InvoiceHead invoice={invoice} list="/admin/invoices" />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
        <InvoicePaper invoice={invoice} />
        <div className="space-y-4 max-lg:order-first">
          <Card title="Facts">
            <Facts
              facts={[
                { label: "Merchant", value: invoice.merchantName },
                { label: "For", value: kindWords[invoice.kind] },
                {
                  label: "Order",
                  value: invoice.orderId ? (
                    <Link
                      href={`/admin/orders/${invoice.orderId}` as Route}
                      className="link font-mono text-xs break-all"
                    >
                      {invoice.orderId}
                    </Link>
                  ) : (
                    "None yet"
                  ),
                },
                {
                  label: "Still to pay",
                  value: <Price amountMinor={invoice.dueMinor} currency={invoice.currency} />,
                },
                ...credit.map((each) => ({
                  label: "Account credit",
                  value: <Price amountMinor={each.balanceMinor} currency={each.currency} />,
                })),
              ]}
            />
          </Card>
          <MoneyActions invoice={invoice} quote={quote} giftKey={ctx.requestId} />
          <Card title="What happened">
            <InvoiceHistory facts={invoice.history} admin />
          </Card>
        </div>
      </div>
    </>
  );
}
