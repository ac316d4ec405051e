"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { resetCalendarAction, stopCalendarAction } from "./actions";

/** The calendar that a calendar program subscribes to. Its address is shown once, when it is made. */
export function CalendarCard({ on, mayChange }: { on: boolean; mayChange: boolean }) {
  const [made, make, making] = useActionState(resetCalendarAction, null);
  const [stopped, stop, stopping] = useActionState(stopCalendarAction, null);
  const refused = [made, stopped].find((state) => state?.ok === false);
  const url = made?.ok && on ? made.data.url : null;
  return (
    <Card title="Calendar">
      <div className="space-y-4">
        <p className="max-w-prose text-ink-2">
          The day each name runs out and the day each invoice is due, in the calendar you use anyway. It is for
          everybody of this account; whoever has the address can read it, so keep it to yourselves.
        </p>
        {refused?.ok === false && (
          <Notice tone="danger" role="alert">
            {refused.message}
          </Notice>
        )}
        {url ? (
          <Notice tone="ok" role="status" title="This is its address. It is shown this once.">
            <span className="mt-1 flex items-center gap-2">
              <code className="min-w-0 rounded-md bg-sunken px-2 py-1 font-mono text-sm break-all">{url}</code>
              <CopyButton value={url} label="Copy the calendar's address" />
            </span>
            <span className="mt-2 block text-sm">
              Choose “Subscribe to calendar” or “From URL” in your calendar program and paste it there.
            </span>
          </Notice>
        ) : (
          <p className="text-ink-2">
            {on
              ? "It has an address. Lost it? Make a new one; the old one stops at once."
              : "It has no address yet, so nobody can read it."}
          </p>
        )}
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            <form action={make}>
              <Button type="submit" busy={making}>
                {on ? "Make a new address" : "Make an address"}
              </Button>
            </form>
            {on && (
              <form action={stop}>
                <Button type="submit" look="danger" busy={stopping}>
                  Take the calendar off the net
                </Button>
              </form>
            )}
          </div>
        )}
      </div>
    </Card>
  );
}
