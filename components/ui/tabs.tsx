import type { Route } from "next";
import Link from "next/link";
import { classNames } from "./class-names";

export type Tab = { label: string; href: Route; count?: number };

/** Tabs that are links: each has an address, works without scripts, and survives a reload. */
export function Tabs({ tabs, current, label }: { tabs: Tab[]; current: Route; label: string }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0">
      <ul className="flex gap-6">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.href === current ? "page" : undefined}
              className={classNames(
                "-mb-px flex h-10 items-center gap-2 border-b-2 text-base whitespace-nowrap transition-colors",
                tab.href === current
                  ? "border-brass-strong font-medium text-ink"
                  : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className="figures text-sm text-ink-3">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
