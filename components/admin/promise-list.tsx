import type { Route } from "next";
import Link from "next/link";
import { StatusPill } from "@/components/ui/status-pill";

export type PromiseState = { id: string; promise: string; broken: number };

/** Each promise of the product, kept or broken as the last run found it. */
export function PromiseList({ promises, checked }: { promises: PromiseState[]; checked: boolean }) {
  return (
    <ul className="divide-y divide-line">
      {promises.map(({ id, promise, broken }) => (
        <li key={id}>
          <Link
            href={`/admin/reconcile?promise=${id}#${id}` as Route}
            className="flex min-h-10 items-center gap-4 py-2 hover:text-brass-ink"
          >
            <span className="w-10 shrink-0 font-mono text-xs text-ink-3">{id}</span>
            <span className="min-w-0 flex-1 text-base">{promise}</span>
            {!checked ? (
              <StatusPill tone="idle">not checked</StatusPill>
            ) : broken === 0 ? (
              <StatusPill tone="ok">kept</StatusPill>
            ) : (
              <StatusPill tone="danger">{broken} broken</StatusPill>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
