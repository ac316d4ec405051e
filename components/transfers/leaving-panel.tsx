"use client";

import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/components/ui/sending-form";
import { displayParts } from "@/lib/kernel/display-name";
import type { LeavingView } from "@/lib/transfers/views";
import { AuthCodeReveal, type Revealed } from "./auth-code-reveal";
import { type LockActions, LockStep } from "./lock-step";

/** Letting a name go: what is in the way with its day, else the lock, the code once, and the pack to take along. */
export function LeavingPanel({
  leaving,
  registrar,
  actions,
  reveal,
}: {
  leaving: LeavingView;
  registrar: string;
  actions: LockActions;
  reveal: FormAction<Revealed>;
}) {
  const [locked, setLocked] = useState(leaving.locked);
  const { text } = displayParts(leaving.nameAscii);
  const free = leaving.obstacles.length === 0;
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:items-start lg:gap-6">
      <div className="space-y-4">
        {!free && (
          <Notice tone="attention" title={`${text} cannot leave yet`}>
            <ul className="space-y-1">
              {leaving.obstacles.map((obstacle) => (
                <li key={obstacle.reason}>{obstacle.reason}</li>
              ))}
            </ul>
          </Notice>
        )}
        {free && !leaving.mayAct && (
          <Notice tone="idle" title="Only an owner of this account may take a name away">
            You may look, and an owner may act. Ask one of them.
          </Notice>
        )}
        {free && leaving.mayAct && (
          <>
            {leaving.lockPossible && (
              <Card title="1. The lock">
                <LockStep
                  domainId={leaving.domainId}
                  locked={leaving.locked}
                  registrar={registrar}
                  actions={actions}
                  onChange={setLocked}
                />
              </Card>
            )}
            <Card title={leaving.lockPossible ? "2. The auth code" : "1. The auth code"}>
              {!leaving.authCodePossible ? (
                <p className="text-ink-2">
                  {registrar} hands it out by hand. Write to support and a person gets it for you.
                </p>
              ) : locked ? (
                <p className="text-ink-2">
                  Whoever has it can move {text}. It is shown once the name is unlocked, after your password, for a
                  minute.
                </p>
              ) : (
                <>
                  <p className="mb-4 max-w-prose text-ink-2">
                    Whoever has it can move {text}. It is shown once, for a minute, kept nowhere here, and the owner of
                    this account is told.
                  </p>
                  <AuthCodeReveal domainId={leaving.domainId} action={reveal} />
                </>
              )}
            </Card>
          </>
        )}
      </div>
      <Card title="To take along">
        <p className="text-ink-2">
          The zone as your next DNS host imports it, dates, registrant, invoices, and what to do in which order so that
          site and mail are never down.
        </p>
        <div className="mt-4">
          <a href={`/domains/${leaving.domainId}/transfer/exit-pack`} download className={buttonClass({ size: "sm" })}>
            Download the exit pack
          </a>
        </div>
        <p className="mt-4 text-sm text-ink-3">
          Leaving is free. Its DNS here goes on answering for a while after it has left.
        </p>
      </Card>
    </div>
  );
}
