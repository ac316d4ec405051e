"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";

/** Leads to Stripe's page for a card; its number never comes here. */
export function AddCard({ action }: { action: FormAction<unknown> }) {
  return (
    <SendingForm action={action} className="space-y-3 outline-none">
      {({ busy, message }) => (
        <>
          {message && (
            <Notice tone="danger" role="alert">
              {message}
            </Notice>
          )}
          <Button type="submit" busy={busy}>
            Save a card at Stripe
          </Button>
        </>
      )}
    </SendingForm>
  );
}
