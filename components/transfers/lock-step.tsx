"use client";

import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Outcome } from "@/components/ui/outcome";
import { toast } from "@/components/ui/toast";

type Answer = { locked: boolean | null; asked: boolean };
export type LockActions = {
  unlock: (input: { domainId: string }) => Promise<Outcome<Answer>>;
  relock: (input: { domainId: string }) => Promise<Outcome<Answer>>;
  look: (input: { domainId: string }) => Promise<Outcome<{ locked: boolean | null }>>;
};

const lookAgainMs = 4000;
const mostLooks = 40;

/** The lock, which settles only on the registrar's answer: what was asked for is not taken for done. */
export function LockStep({
  domainId,
  locked: initial,
  registrar,
  actions,
  onChange,
}: {
  domainId: string;
  locked: boolean | null;
  registrar: string;
  actions: LockActions;
  onChange: (locked: boolean | null) => void;
}) {
  const [locked, setLocked] = useState(initial);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [looks, setLooks] = useState(0);
  const [busy, start] = useTransition();

  useEffect(() => {
    if (wanted === null || looks >= mostLooks) return;
    const timer = setTimeout(async () => {
      const outcome = await actions.look({ domainId });
      if (outcome.ok && outcome.data.locked === wanted) {
        setLocked(wanted);
        setWanted(null);
        onChange(wanted);
      } else setLooks((count) => count + 1);
    }, lookAgainMs);
    return () => clearTimeout(timer);
  }, [wanted, looks, actions, domainId, onChange]);

  const ask = (on: boolean) =>
    start(async () => {
      const outcome = await (on ? actions.relock : actions.unlock)({ domainId });
      if (!outcome.ok) return toast(outcome.message, { tone: "danger" });
      if (!outcome.data.asked && outcome.data.locked === on) {
        setLocked(on);
        onChange(on);
      } else {
        setLooks(0);
        setWanted(on);
      }
    });

  if (wanted !== null)
    return (
      <p role="status" className="flex gap-2 text-ink-2">
        <Icon name="clock" className="mt-1 animate-breathe text-progress" />
        {looks < mostLooks
          ? `Asking ${registrar} to ${wanted ? "lock" : "unlock"} it. This takes some seconds, at times a few minutes.`
          : `${registrar} has it in hand and has not done it yet. Come back to this page in a while.`}
      </p>
    );
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex min-w-0 gap-2">
        <Icon name="lock" className={locked ? "mt-1 text-ok" : "mt-1 text-ink-3"} />
        {locked === null ? "Whether it is locked is not known." : locked ? "Locked: nobody can move it." : "Unlocked."}
      </p>
      {locked === false ? (
        <Button size="sm" busy={busy} onClick={() => ask(true)}>
          Lock it again
        </Button>
      ) : (
        <Button size="sm" busy={busy} onClick={() => ask(false)}>
          Unlock it
        </Button>
      )}
    </div>
  );
}
