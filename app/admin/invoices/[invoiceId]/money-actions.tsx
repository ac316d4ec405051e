import { ConfirmDialog } from "@/components/admin/confirm-dialog";
import { MoneyDialog } from "@/components/billing/money-dialog";
import { Card } from "@/components/ui/card";
import type { RefundQuote } from "@/lib/billing/refund-quote";
import type { InvoiceView } from "@/lib/billing/views";
import { formatMoney } from "@/lib/kernel/money";
import { end, giveCredit, refund } from "../actions";

/** What an admin can do with the money of an invoice, each with its effect said first. */
export function MoneyActions({
  invoice,
  quote,
  giftKey,
}: {
  invoice: InvoiceView;
  quote: RefundQuote | null;
  giftKey: string;
}) {
  const canRefund = quote !== null && quote.refundableMinor > 0 && !invoice.underWay;
  const canEnd = invoice.state === "open" && !invoice.underWay;
  return (
    <Card title="Money">
      {quote && invoice.kind !== "credit_note" && <p className="mb-4 text-sm text-ink-2">{quote.sentence}</p>}
      <div className="flex flex-wrap gap-2">
        {canRefund && (
          <MoneyDialog
            trigger="Refund"
            title={`Refund invoice ${invoice.number}`}
            confirm="Give back"
            currency={quote.currency}
            mostMinor={quote.refundableMinor}
            reasonHint="It stands on the credit note, and the merchant reads it."
            toChoices={[
              { value: "card", label: "The card it came from" },
              { value: "credit", label: "Account credit" },
            ]}
            action={refund}
            fields={{ orderId: invoice.orderId ?? "" }}
          >
            <p>{quote.sentence}</p>
          </MoneyDialog>
        )}
        <MoneyDialog
          trigger="Give credit"
          title={`Give credit to ${invoice.merchantName}`}
          confirm="Give"
          currency={invoice.currency}
          mostMinor={null}
          reasonHint="It stands in the audit log."
          action={giveCredit}
          fields={{ merchantId: invoice.merchantId, currency: invoice.currency, key: giftKey }}
        >
          <p>A gift at our cost. It pays their next invoices before a card is asked.</p>
        </MoneyDialog>
        {canEnd && (
          <ConfirmDialog
            trigger={invoice.kind === "receivable" ? "Give it up" : "Void"}
            title={invoice.kind === "receivable" ? `Give up ${invoice.number}?` : `Void ${invoice.number}?`}
            confirm={invoice.kind === "receivable" ? "Give it up" : "Void it"}
            keep="Keep it open"
            danger
            note={{ name: "reason", label: "Reason", hint: "It stays on the invoice, and the merchant reads it." }}
            action={end}
            fields={{ invoiceId: invoice.id, as: invoice.kind === "receivable" ? "written_off" : "void" }}
          >
            {invoice.kind === "receivable" ? (
              <p>
                What was delivered stays theirs, and {formatMoney(invoice.dueMinor, invoice.currency)} become a loss in
                the books.
              </p>
            ) : (
              <p>Nothing is owed by it any more, and the name is not renewed by it. Its period can be invoiced anew.</p>
            )}
          </ConfirmDialog>
        )}
      </div>
    </Card>
  );
}
