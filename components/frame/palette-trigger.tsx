"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { NavItem } from "./nav-item";

/** One thing found: a domain, an order, a merchant. */
export type Found = { kind: string; label: string; href: string };
/** Looks for anything the reader may see; a server action of the layout that shows the frame. */
export type FindAnything = (query: string) => Promise<Found[]>;

const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Opens the palette by click or ⌘K, and leads to rooms by `g` and a letter. The palette itself loads when first wanted. */
export function PaletteTrigger({
  items,
  find,
  form,
}: {
  items: NavItem[];
  find?: FindAnything;
  form: "field" | "icon";
}) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  useEffect(() => {
    if (form === "icon") return;
    let going = false;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setOpen(true);
        return;
      }
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      const item = going ? items.find((entry) => entry.go === event.key) : undefined;
      going = event.key === "g" && !going;
      if (item) {
        event.preventDefault();
        router.push(item.href);
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [form, items, router]);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label="Find anything"
        aria-keyshortcuts="Meta+K Control+K"
        className={
          form === "icon"
            ? "grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
            : "flex h-9 w-full items-center gap-3 rounded-md border border-line bg-surface px-3 text-sm text-ink-3 transition-colors hover:border-edge"
        }
      >
        <Icon name="search" />
        {form === "field" && (
          <>
            <span className="flex-1 text-left">Find anything</span>
            <Kbd>⌘K</Kbd>
          </>
        )}
      </button>
      {open &&
        // Out of the rail, which is not drawn on phones.
        createPortal(<CommandPalette items={items} find={find} onClose={() => setOpen(false)} />, document.body)}
    </>
  );
}
