"use client";

import type { Route } from "next";
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { unsubscribeAction } from "./actions";

export function UnsubscribeForm({
  token,
  offer,
}: {
  token: string;
  offer: { title: string; about: string; lost: string };
}) {
  const [state, submit, busy] = useActionState(unsubscribeAction, null);
  if (state?.ok) {
    return (
      <Notice
        tone="ok"
        role="status"
        title={`You get no more mail about: ${state.data.title}`}
        action={<ButtonLink href={"/settings/notices" as Route}>Choose your mail</ButtonLink>}
      >
        You can have it back at any time.
      </Notice>
    );
  }
  return (
    <form action={submit} className="space-y-5">
      {state && (
        <Notice tone="danger" role="alert">
          {state.message}
        </Notice>
      )}
      <p className="text-lg">
        Stop all mail about <strong className="font-medium">{offer.title.toLowerCase()}</strong>?
      </p>
      <p className="text-ink-2">
        {offer.about} {offer.lost}
      </p>
      <input type="hidden" name="token" value={token} />
      <Button type="submit" look="primary" busy={busy}>
        Stop this mail
      </Button>
    </form>
  );
}
