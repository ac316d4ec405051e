import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SkipLink } from "./skip-link";
import { ThemeToggle } from "./theme-toggle";
import { Wordmark } from "./wordmark";

/** The frame for visitors: wordmark, prices, sign in. */
export function SiteFrame({
  links,
  action,
  platformName,
  children,
}: {
  links: { href: Route; label: string }[];
  action?: ReactNode;
  platformName?: string;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="frame flex h-16 w-full items-center justify-between gap-4">
        <Wordmark name={platformName} />
        <nav aria-label="Site" className="flex items-center gap-1 sm:gap-2">
          {links.map((link) => (
            <Link
              key={link.href}
              href={link.href}
              className="rounded-md px-2 py-1.5 text-base whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink sm:px-3"
            >
              {link.label}
            </Link>
          ))}
          {action}
          <ThemeToggle />
        </nav>
      </header>
      <main id="content" className="frame flex-1 pb-28">
        {children}
      </main>
    </div>
  );
}
