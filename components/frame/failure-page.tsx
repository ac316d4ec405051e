"use client";

import { Button } from "@/components/ui/button";

/** When a page could not be made: what happened, what it means for the money, what to do. */
export function FailurePage({ reference, retry }: { reference?: string; retry: () => void }) {
  return (
    <div className="max-w-2xl py-16">
      <h1 className="display text-2xl">This page could not be made.</h1>
      <p className="mt-3 max-w-prose text-ink-2">
        The fault is on our side and has been recorded. It does not touch your money: an order that was running keeps
        running, and nothing is charged for a name that does not become yours. Try again; if it stays, write to support
        {reference ? " and give this reference." : "."}
      </p>
      {reference && <p className="mt-3 font-mono text-sm text-ink-3">{reference}</p>}
      <div className="mt-8 flex flex-wrap gap-3">
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
        <a href="/" className="link self-center text-base">
          Back to the search
        </a>
      </div>
    </div>
  );
}
