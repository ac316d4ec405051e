"use client";

import { type ReactNode, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";

/**
 * Narrows the server's table as one types, by hiding rows marked with `data-ending` and groups left empty. Without scripts
 * the same field asks the server.
 */
export function EndingFilter({ initial, total, children }: { initial: string; total: number; children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<number | null>(null);
  const narrow = (typed: string) => {
    const wanted = typed.trim().toLowerCase().replace(/^\./, "");
    let count = 0;
    for (const group of root.current?.querySelectorAll<HTMLElement>("[data-group]") ?? []) {
      let inGroup = 0;
      for (const row of group.querySelectorAll<HTMLElement>("[data-ending]")) {
        row.hidden = !(row.dataset.ending ?? "").includes(wanted);
        if (!row.hidden) inGroup += 1;
      }
      group.hidden = inGroup === 0;
      count += inGroup;
    }
    setShown(count);
  };
  return (
    <div ref={root}>
      <search className="mb-8 block max-w-md">
        <form className="relative">
          <Icon name="search" className="pointer-events-none absolute top-3 left-3 text-ink-3" />
          <input
            type="search"
            name="ending"
            aria-label="Find an ending"
            placeholder="An ending, such as shop"
            defaultValue={initial}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => narrow(event.target.value)}
            className="h-10 w-full rounded-md border border-edge bg-surface pr-24 pl-10 text-base focus-visible:outline-offset-0"
          />
          <output className="figures absolute top-2.5 right-3 text-sm text-ink-3" aria-live="polite">
            {shown ?? total} of {total}
          </output>
        </form>
      </search>
      {shown === 0 && <p className="text-ink-2">No ending we sell is called that.</p>}
      {children}
    </div>
  );
}
