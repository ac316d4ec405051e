"use client";

import type { Route } from "next";
import { Button, ButtonLink } from "@/components/ui/button";
import { Day } from "@/components/ui/day";
import { Icon } from "@/components/ui/icon";
import { Name } from "@/components/ui/name";
import { Price } from "@/components/ui/price";
import { StatusPill } from "@/components/ui/status-pill";
import { displayParts } from "@/lib/kernel/display-name";
import type { PreflightView } from "@/lib/transfers/views";
import { type CheckTransfer, usePreflight } from "./use-preflight";

/** One of several names that were pasted: what stands in its way, or the step on. */
export function NameCard({ initial, check }: { initial: PreflightView; check: CheckTransfer }) {
  const { view, look, busy, failure } = usePreflight(initial, check);
  const obstacles = view.checks.filter((line) => line.state === "failed" || line.state === "unknown");
  const { text } = displayParts(view.nameAscii);
  return (
    <li className="rounded-lg border border-line bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <Name ascii={view.nameAscii} size="lg" />
          <p className="mt-1 text-sm text-ink-3">
            {view.holder.name && <>{view.holder.name} · </>}
            {view.price && <Price amountMinor={view.price.priceMinor} currency={view.price.currency} />}
            {view.term.afterwards && (
              <>
                {" "}
                · then until <Day iso={view.term.afterwards} />
              </>
            )}
          </p>
        </div>
        <StatusPill tone={view.clear ? "ok" : "attention"}>
          {view.clear ? "Can move" : "Something is in the way"}
        </StatusPill>
      </div>
      {obstacles.length > 0 && (
        <ul className="mt-3 space-y-1 text-base text-ink-2">
          {obstacles.map((line) => (
            <li key={line.key} className="flex gap-2">
              <Icon name={line.state === "failed" ? "cross" : "clock"} size={14} className="mt-1 text-danger" />
              <span className="min-w-0">{line.sentence}</span>
            </li>
          ))}
        </ul>
      )}
      {failure && <p className="mt-3 text-base text-danger">{failure}</p>}
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink
          href={`/transfers/new?names=${encodeURIComponent(view.nameAscii)}` as Route}
          size="sm"
          aria-label={view.clear ? `Bring ${text} here` : `Steps for ${text}`}
        >
          {view.clear ? `Bring ${text} here` : "See the steps"}
        </ButtonLink>
        {!view.clear && (
          <Button size="sm" look="quiet" busy={busy} onClick={look} aria-label={`Check ${text} again`}>
            Check again
          </Button>
        )}
      </div>
    </li>
  );
}
