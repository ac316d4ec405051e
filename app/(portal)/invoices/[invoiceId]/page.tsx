import type { Metadata, Route } from "next";
import Link from "next/link";
import { requireMemberCtx } from "@/app/_lib/session";
import { InvoiceHead } from "@/components/billing/invoice-head";
import { InvoiceHistory } from "@/components/billing/invoice-history";
import { InvoicePaper } from "@/components/billing/invoice-paper";
import { PayButton } from "@/components/billing/pay-button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { creditBalance } from "@/lib/billing/credit-balance";
import { invoiceView } from "@/lib/billing/invoice-view";
import type { InvoiceView } from "@/lib/billing/views";
import { dayWords } from "@/lib/billing/views";
import { formatMoney } from "@/lib/kernel/money";
import { orNotFound } from "../../or-not-found";
import { pay } from "../actions";

export const metadata: Metadata = { title: "Invoice" };

export default async function InvoicePage({ params }: { params: Promise<{ invoiceId: string }> }) {
  const ctx = await requireMemberCtx();
  const { invoiceId } = await params;
  const invoice = await orNotFound(invoiceView(ctx, invoiceId));
  const mayPay = ctx.actor.kind === "user" && ctx.actor.role !== "read_only";
  const creditMinor = invoice.canPay ? await creditBalance(invoice.merchantId, invoice.currency) : 0;
  return (
    <>
      <InvoiceHead invoice={invoice} list="/invoices" />
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr] lg:items-start">
        {invoice.state === "open" && (
          <div className="lg:col-start-2">
            <ToPay invoice={invoice} creditMinor={creditMinor} mayPay={mayPay} />
          </div>
        )}
        <div className="min-w-0 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <InvoicePaper invoice={invoice} />
        </div>
        <div className="space-y-4 lg:col-start-2">
          {invoice.state === "void" && (
            <Notice tone="idle" title="Nothing is owed by this invoice">
              {invoice.reason}
            </Notice>
          )}
          {invoice.corrects && (
            <Card title="Corrects">
              <Link href={`/invoices/${invoice.corrects.id}` as Route} className="link">
                Invoice {invoice.corrects.number}
              </Link>
            </Card>
          )}
          <Card title="What happened">
            <InvoiceHistory facts={invoice.history} />
          </Card>
        </div>
      </div>
    </>
  );
}

function ToPay({ invoice, creditMinor, mayPay }: { invoice: InvoiceView; creditMinor: number; mayPay: boolean }) {
  const money = (minor: number) => formatMoney(minor, invoice.currency);
  const fromCreditMinor = Math.min(creditMinor, invoice.dueMinor);
  return (
    <Card>
      <p className="text-sm text-ink-3">
        {invoice.overdue ? "Was due on" : "To pay by"} {dayWords(invoice.dueAt)}
      </p>
      <p className="figures display mt-1 text-2xl">{money(invoice.dueMinor)}</p>
      {fromCreditMinor > 0 && (
        <p className="mt-1 text-sm text-ink-2">{money(fromCreditMinor)} of it comes from your account credit.</p>
      )}
      <div className="mt-4">
        {invoice.canPay && mayPay ? (
          <PayButton invoiceId={invoice.id} amount={money(invoice.dueMinor)} action={pay} />
        ) : (
          <p className="text-sm text-ink-2">
            {invoice.underWay ? "It is being paid at this moment." : "An owner of this account can pay it."}{" "}
            {invoice.underWay && invoice.orderId && (
              <Link href={`/orders/${invoice.orderId}` as Route} className="link">
                Look at the order
              </Link>
            )}
          </p>
        )}
      </div>
      {invoice.kind !== "receivable" && (
        <p className="mt-3 text-sm text-ink-3">
          Your card is only held until the registry has done its part. What it does not do is not charged.
        </p>
      )}
    </Card>
  );
}
