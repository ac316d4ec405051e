"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { type FormAction, SendingForm } from "@/components/ui/sending-form";

export type Revealed = { code: string; shownForSeconds: number };

function Countdown({ shown, onEnd }: { shown: Revealed; onEnd: () => void }) {
  const [left, setLeft] = useState(shown.shownForSeconds);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => {
      const seconds = Math.ceil(shown.shownForSeconds - (performance.now() - began) / 1000);
      setLeft(Math.max(0, seconds));
      if (seconds <= 0) onEnd();
    }, 250);
    return () => clearInterval(timer);
  }, [shown, onEnd]);
  return (
    <div>
      <div className="flex items-center gap-2 rounded-md border border-edge bg-sunken px-4 py-3">
        <code translate="no" className="min-w-0 flex-1 font-mono text-lg break-all">
          {shown.code}
        </code>
        <CopyButton value={shown.code} label="Copy the auth code" />
      </div>
      <div className="mt-2 h-1 overflow-hidden rounded-full bg-line" aria-hidden="true">
        <div
          className="h-full bg-brass-strong transition-[width] duration-300 ease-linear motion-reduce:transition-none"
          style={{ width: `${(left / shown.shownForSeconds) * 100}%` }}
        />
      </div>
      <p className="mt-2 text-sm text-ink-2">
        <span role="timer" className="figures">
          Gone from this screen in {left} {left === 1 ? "second" : "seconds"}.
        </span>{" "}
        Give it to your new registrar and to nobody else. The owner of this account was told.
      </p>
      <Button size="sm" look="quiet" className="mt-2" onClick={onEnd}>
        Hide it now
      </Button>
    </div>
  );
}

/** Asks for the password, then shows the code once, for a minute. It is in no address and in no page that could be kept. */
export function AuthCodeReveal({ domainId, action }: { domainId: string; action: FormAction<Revealed> }) {
  const [shown, setShown] = useState<Revealed | null>(null);
  const [ended, setEnded] = useState(false);
  if (shown)
    return (
      <Countdown
        shown={shown}
        onEnd={() => {
          setShown(null);
          setEnded(true);
        }}
      />
    );
  return (
    <SendingForm action={action} onDone={setShown} className="max-w-md space-y-4 outline-none" autoComplete="off">
      {(form) => (
        <>
          {ended && (
            <Notice tone="idle" role="status">
              The code is no longer on this screen. It still works; it can be shown three times a day.
            </Notice>
          )}
          <input type="hidden" name="domainId" value={domainId} />
          <TextField
            name="password"
            label="Your password, once more"
            type="password"
            autoComplete="current-password"
            maxLength={200}
            error={form.errors.password}
          />
          {form.message && !form.errors.password && (
            <Notice tone="danger" role="alert">
              {form.message}
            </Notice>
          )}
          <Button type="submit" look="primary" busy={form.busy}>
            Show the auth code
          </Button>
        </>
      )}
    </SendingForm>
  );
}
