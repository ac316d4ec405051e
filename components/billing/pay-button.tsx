"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";

/** Leads to the payment page, or to the order where account credit pays all. */
export function PayButton({
  invoiceId,
  amount,
  action,
}: {
  invoiceId: string;
  amount: string;
  action: FormAction<unknown>;
}) {
  return (
    <SendingForm action={action} className="space-y-3 outline-none">
      {({ busy, message }) => (
        <>
          <input type="hidden" name="invoiceId" value={invoiceId} />
          {message && (
            <Notice tone="danger" role="alert">
              {message}
            </Notice>
          )}
          <Button type="submit" look="primary" wide busy={busy}>
            Pay {amount}
          </Button>
        </>
      )}
    </SendingForm>
  );
}
