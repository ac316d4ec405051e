"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";
import { toast } from "@/components/ui/toast";
import { AuthCodeField } from "./auth-code-field";

/** Another code for a transfer whose first one was refused; the money stays where it is meanwhile. */
export function CodeForm({
  orderId,
  action,
  onSent,
}: {
  orderId: string;
  action: FormAction<unknown>;
  onSent?: () => void;
}) {
  return (
    <SendingForm
      action={action}
      className="max-w-md space-y-3 outline-none"
      onDone={() => {
        toast("The transfer goes on with the new code.");
        onSent?.();
      }}
    >
      {(form) => (
        <>
          <input type="hidden" name="orderId" value={orderId} />
          <AuthCodeField
            label="New auth code"
            error={form.errors.authCode}
            hint="Ask your present registrar for a fresh one; many end after some days."
          />
          {form.message && !form.errors.authCode && (
            <Notice tone="danger" role="alert">
              {form.message}
            </Notice>
          )}
          <Button type="submit" size="sm" busy={form.busy}>
            Go on with this code
          </Button>
        </>
      )}
    </SendingForm>
  );
}
