"use client";

import { useActionState } from "react";
import { SignOutForm } from "@/app/_lib/sign-out-form";
import { Button } from "@/components/ui/button";
import { TimeOfDay } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { StatusPill } from "@/components/ui/status-pill";
import type { SessionRow } from "@/lib/identity/list-sessions";
import { revokeOtherSessionsAction, revokeSessionAction } from "./actions";
import { deviceName } from "./device-name";

export function SessionList({ sessions, currentId }: { sessions: SessionRow[]; currentId: string }) {
  const [one, revokeOne, busyOne] = useActionState(revokeSessionAction, null);
  const [all, revokeAll, busyAll] = useActionState(revokeOtherSessionsAction, null);
  const refused = [one, all].find((state) => state?.ok === false);
  return (
    <>
      {refused?.ok === false && (
        <Notice tone="danger" role="alert">
          {refused.message}
        </Notice>
      )}
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="flex items-center gap-3 font-medium">
                <span className="truncate">{deviceName(session.device)}</span>
                {session.id === currentId && <StatusPill tone="ok">This browser</StatusPill>}
              </p>
              <p className="text-sm text-ink-3">
                <span className="figures font-mono">{session.ip}</span> · last seen{" "}
                <TimeOfDay iso={session.lastSeenAt} day /> · since <TimeOfDay iso={session.createdAt} day />
              </p>
            </div>
            {session.id === currentId ? (
              <SignOutForm look="secondary" />
            ) : (
              <form action={revokeOne}>
                <input type="hidden" name="sessionId" value={session.id} />
                <Button
                  type="submit"
                  size="sm"
                  busy={busyOne}
                  aria-label={`Sign out ${deviceName(session.device)} at ${session.ip}`}
                >
                  Sign out
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form action={revokeAll} className="mt-4">
          <Button type="submit" look="danger" busy={busyAll}>
            Sign out all other browsers
          </Button>
        </form>
      )}
    </>
  );
}
