import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Fact = { label: string; value: ReactNode; hint?: string };

/** Labelled values under one another. A hint says where the value came from and how old it is. */
export function Facts({ facts, columns = 1 }: { facts: Fact[]; columns?: 1 | 2 }) {
  return (
    <dl className={classNames("grid gap-x-8", columns === 2 && "sm:grid-cols-2")}>
      {facts.map(({ label, value, hint }) => (
        <div key={label} className="flex min-h-10 items-baseline justify-between gap-4 border-b border-line py-2">
          <dt className="shrink-0 text-sm text-ink-3" title={hint}>
            {label}
          </dt>
          <dd className="min-w-0 text-right text-base break-words" title={hint}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
