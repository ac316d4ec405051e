"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { NavItem } from "./nav-item";

function isCurrent(pathname: string, href: string, all: NavItem[]): boolean {
  const within = (to: string) => pathname === to || (to !== "/" && pathname.startsWith(`${to}/`));
  return within(href) && !all.some((other) => other.href.length > href.length && within(other.href));
}

/** The rooms: down the rail on wide screens, along the bottom on phones. */
export function NavLinks({ items, along }: { items: NavItem[]; along: "rail" | "bar" }) {
  const pathname = usePathname();
  return items.map((item) => {
    const current = isCurrent(pathname, item.href, items);
    return (
      <li key={item.href} className={along === "bar" ? "min-w-0 flex-1" : undefined}>
        <Link
          href={item.href}
          aria-current={current ? "page" : undefined}
          className={classNames(
            "transition-colors duration-150",
            along === "rail"
              ? "flex h-9 items-center gap-3 rounded-md px-3 text-base"
              : "flex h-14 flex-col items-center justify-center gap-1 text-xs",
            current
              ? classNames("font-medium text-ink", along === "rail" && "bg-sunken")
              : "text-ink-2 hover:bg-sunken hover:text-ink",
          )}
        >
          <Icon name={item.icon} size={along === "bar" ? 18 : 16} className={current ? "text-brass-ink" : undefined} />
          {item.label}
        </Link>
      </li>
    );
  });
}
