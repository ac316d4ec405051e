"use client";

import { useOptimistic, useTransition } from "react";
import { Switch } from "@/components/ui/field";
import type { Outcome } from "@/components/ui/outcome";
import { toast } from "@/components/ui/toast";
import type { Said } from "./saying";

/** Whether an ending is offered; switching it back is the way to undo it. */
export function SoldSwitch({
  tld,
  sold,
  sell,
}: {
  tld: string;
  sold: boolean;
  sell: (input: { tld: string; sold: "true" | "false" }) => Promise<Outcome<Said>>;
}) {
  const [busy, start] = useTransition();
  const [shown, show] = useOptimistic(sold);
  return (
    <Switch
      checked={shown}
      aria-busy={busy || undefined}
      onChange={(event) => {
        const wanted = event.target.checked;
        start(async () => {
          show(wanted);
          const outcome = await sell({ tld, sold: wanted ? "true" : "false" });
          toast(outcome.ok ? outcome.data.message : outcome.message, { tone: outcome.ok ? "ok" : "danger" });
        });
      }}
    >
      <span className="sr-only">Sell .{tld}</span>
    </Switch>
  );
}
