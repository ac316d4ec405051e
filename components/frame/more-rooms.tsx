"use client";

import { usePathname } from "next/navigation";
import { Icon } from "@/components/ui/icon";
import type { NavItem } from "./nav-item";
import { NavLinks } from "./nav-links";

/** On phones: the rooms that the bottom bar has no place for. Another page closes it. */
export function MoreRooms({ items }: { items: NavItem[] }) {
  const path = usePathname();
  return (
    <details key={path} className="group relative">
      <summary className="flex h-14 cursor-pointer list-none flex-col items-center justify-center gap-0.5 text-xs text-ink-2 group-open:text-ink [&::-webkit-details-marker]:hidden">
        <Icon name="dots" size={18} />
        More
      </summary>
      <ul className="absolute right-2 bottom-full mb-2 w-52 space-y-0.5 rounded-lg border border-line bg-surface p-2 shadow-lg">
        <NavLinks items={items} along="rail" />
      </ul>
    </details>
  );
}
