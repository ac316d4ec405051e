"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { formatDay, formatDistance } from "@/components/ui/format-moment";
import { Notice } from "@/components/ui/notice";
import type { Outcome } from "@/components/ui/outcome";
import type { VerificationView } from "@/lib/notices/views";

type Answer = { verified: boolean; onHold: boolean };
type Ask = (input: { domainId: string }) => Promise<Outcome<Answer>>;

/**
 * How long a registrant still has to confirm their address, and what to do (AN-27). Red once the registry has switched the
 * name off.
 */
export function VerifyBanner({
  verification,
  now,
  resend,
  check,
}: {
  verification: VerificationView;
  now: string;
  resend: Ask;
  check: Ask;
}) {
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);
  const [busy, start] = useTransition();
  const { domainId, registrantEmail, registrarLabel, verifyBy, onHold } = verification;
  const address = registrantEmail ?? "the registrant's address";
  const ask = (work: Ask, words: (answer: Answer) => string) =>
    start(async () => {
      const outcome = await work({ domainId });
      setSaid(outcome.ok ? { text: words(outcome.data), failed: false } : { text: outcome.message, failed: true });
    });
  const confirmed = "The address is confirmed. Nothing else is to be done.";
  return (
    <div className="mb-6">
      <Notice
        tone={onHold ? "danger" : "attention"}
        title={
          onHold
            ? "Switched off: the registrant has not confirmed their address"
            : `Confirm ${address} by ${formatDay(verifyBy)}, ${formatDistance(verifyBy, now)}`
        }
        action={
          <>
            <Button
              size="sm"
              busy={busy}
              onClick={() =>
                ask(resend, (answer) =>
                  answer.verified ? confirmed : `${registrarLabel} sends the mail to ${address} again.`,
                )
              }
            >
              Have the mail sent again
            </Button>
            <Button
              size="sm"
              look="quiet"
              busy={busy}
              onClick={() =>
                ask(check, (answer) => (answer.verified ? confirmed : `${registrarLabel} says: not confirmed yet.`))
              }
            >
              It is confirmed, look again
            </Button>
          </>
        }
      >
        {onHold
          ? `The shop and the mail at this name do not work until somebody clicks the link in ${registrarLabel}'s mail to ${address}. Then they come back by themselves.`
          : `There is a mail by ${registrarLabel} in that mailbox, perhaps among the spam. Somebody must click its link; otherwise the registry switches the name off on that day, with the shop and the mail behind it.`}
      </Notice>
      <p role={said?.failed ? "alert" : "status"} className={said?.failed ? "mt-2 text-danger" : "mt-2 text-ink-2"}>
        {said?.text}
      </p>
    </div>
  );
}
