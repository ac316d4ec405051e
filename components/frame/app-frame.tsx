import type { ReactNode } from "react";
import { MoreRooms } from "./more-rooms";
import type { NavItem } from "./nav-item";
import { NavLinks } from "./nav-links";
import { type FindAnything, PaletteTrigger } from "./palette-trigger";
import { SkipLink } from "./skip-link";
import { ThemeToggle } from "./theme-toggle";
import { Wordmark } from "./wordmark";

/**
 * The frame of every room: a rail of 220 px, on phones a slim head and a bottom bar. `who` is the merchant or admin,
 * `foot` holds what belongs to them (sign out). The palette searches with `find` beside the rooms themselves.
 */
export function AppFrame({
  items,
  who,
  foot,
  find,
  platformName,
  banner,
  children,
}: {
  items: NavItem[];
  who: { name: string; email: string };
  foot?: ReactNode;
  find?: FindAnything;
  platformName?: string;
  banner?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="[--bar:57px] md:grid md:grid-cols-[220px_minmax(0,1fr)] md:[--bar:0px]">
      <SkipLink />
      <aside className="sticky top-0 hidden h-dvh flex-col border-r border-line px-3 py-5 md:flex">
        <div className="px-3">
          <Wordmark name={platformName} />
        </div>
        <div className="mt-5">
          <PaletteTrigger items={items} find={find} form="field" />
        </div>
        <nav aria-label="Rooms" className="mt-4 min-h-0 flex-1 overflow-y-auto">
          <ul className="space-y-0.5">
            <NavLinks items={items} along="rail" />
          </ul>
        </nav>
        <div className="border-t border-line px-3 pt-3">
          <div className="flex items-center justify-between gap-2">
            <p className="min-w-0 text-sm">
              <span className="block truncate font-medium">{who.name}</span>
              <span className="block truncate text-xs text-ink-3">{who.email}</span>
            </p>
            <ThemeToggle />
          </div>
          {foot && <div className="mt-2">{foot}</div>}
        </div>
      </aside>
      <header className="flex h-14 items-center justify-between border-b border-line px-4 md:hidden">
        <Wordmark name={platformName} />
        <div className="flex items-center gap-1">
          <PaletteTrigger items={items} find={find} form="icon" />
          <ThemeToggle />
          {foot}
        </div>
      </header>
      <div className="min-w-0">
        {banner}
        <main id="content" className="frame min-h-[60dvh] pt-6 pb-28 md:pt-10 md:pb-16">
          {children}
        </main>
      </div>
      <nav aria-label="Rooms" className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface md:hidden">
        <ul className="flex">
          <NavLinks items={items.filter((item) => item.bar)} along="bar" />
          <li className="min-w-0 flex-1">
            <MoreRooms items={items.filter((item) => !item.bar)} />
          </li>
        </ul>
      </nav>
    </div>
  );
}
