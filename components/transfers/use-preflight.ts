"use client";

import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import type { Outcome } from "@/components/ui/outcome";
import type { PreflightView } from "@/lib/transfers/views";

export type CheckTransfer = (input: { name: string }) => Promise<Outcome<PreflightView>>;

/** While something stands in the way that a person may be clearing right now, it is looked at again by itself. */
const againMs = 15_000;
const longestMs = 10 * 60_000;

/** A checklist that is looked at again on request, and by itself while a lock or a silence is in the way. */
export function usePreflight(initial: PreflightView, check: CheckTransfer) {
  const [view, setView] = useState(initial);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const began = useRef<number>(null);
  const look = useCallback(
    () =>
      start(async () => {
        const outcome = await check({ name: initial.nameAscii });
        if (outcome.ok) setView(outcome.data);
        setFailure(outcome.ok ? null : outcome.message);
      }),
    [check, initial.nameAscii],
  );
  const watched = view.checks.some(
    (line) => line.state === "unknown" || (line.state === "failed" && line.key === "unlocked"),
  );
  useEffect(() => {
    if (!watched || busy || failure) return;
    began.current ??= performance.now();
    if (performance.now() - began.current > longestMs) return;
    const timer = setTimeout(() => document.visibilityState === "visible" && look(), againMs);
    return () => clearTimeout(timer);
  }, [watched, busy, failure, look]);
  return { view, look, busy, failure, watched };
}
