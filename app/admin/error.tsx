"use client";

import { Button } from "@/components/ui/button";

/** Within the frame, so that the other rooms stay in reach. */
export default function AdminErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="max-w-2xl">
      <h1 className="display text-2xl">This room could not be shown.</h1>
      <p className="mt-3 max-w-prose text-ink-2">
        A read failed on our side. Orders and payments go on without this page; nothing was changed or charged. Try
        again; if it stays, look for the reference in the server's log.
      </p>
      {error.digest && <p className="mt-3 font-mono text-sm text-ink-3">{error.digest}</p>}
      <div className="mt-8">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
      </div>
    </div>
  );
}
