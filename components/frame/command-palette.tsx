"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { NavItem } from "./nav-item";
import type { FindAnything, Found } from "./palette-trigger";

/** Any room, domain, order or merchant by its name. Arrow keys choose, Enter goes. */
export function CommandPalette({
  items,
  find,
  onClose,
}: {
  items: NavItem[];
  find?: FindAnything;
  onClose: () => void;
}) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<Found[]>([]);
  const [chosen, setChosen] = useState(0);
  const router = useRouter();

  useEffect(() => {
    const wanted = query.trim();
    if (!find || wanted.length < 2) {
      setFound([]);
      return;
    }
    let late = false;
    const timer = setTimeout(() => {
      find(wanted).then(
        (results) => !late && setFound(results),
        () => !late && setFound([]),
      );
    }, 150);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [query, find]);

  const choices = useMemo<Found[]>(() => {
    const wanted = query.trim().toLowerCase();
    const rooms = items
      .filter((item) => item.label.toLowerCase().includes(wanted))
      .map((item) => ({ kind: "Go to", label: item.label, href: item.href }));
    const search =
      wanted.length > 1
        ? [{ kind: "Search names", label: query.trim(), href: `/?q=${encodeURIComponent(query.trim())}` }]
        : [];
    return [...found, ...rooms, ...search];
  }, [found, items, query]);
  const current = Math.min(chosen, choices.length - 1);

  const go = (choice: Found | undefined) => {
    if (!choice) return;
    onClose();
    router.push(choice.href as never);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : choices.length - 1;
      setChosen((current + step) % Math.max(1, choices.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      go(choices[current]);
    }
  };

  return (
    <Dialog open onClose={onClose} title="Find anything" form="sheet">
      <div className="flex h-14 items-center gap-3 border-b border-line px-4">
        <Icon name="search" className="text-ink-3" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-choices"
          aria-activedescendant={choices.length > 0 ? `palette-${current}` : undefined}
          aria-label="Find anything"
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          placeholder="A name, an order, a room"
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <Kbd>esc</Kbd>
      </div>
      <div id="palette-choices" role="listbox" aria-label="Results" className="max-h-80 overflow-y-auto p-2">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys of the list.
          <div
            key={`${choice.kind}${choice.href}`}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onClick={() => go(choice)}
            onPointerMove={() => setChosen(index)}
            className={classNames(
              "flex h-10 cursor-pointer items-center gap-3 rounded-md px-3 text-base",
              index === current && "bg-sunken",
            )}
          >
            <span className="min-w-0 flex-1 truncate">{choice.label}</span>
            <span className="text-sm text-ink-3">{choice.kind}</span>
          </div>
        ))}
        {choices.length === 0 && <p className="px-3 py-6 text-center text-ink-3">Nothing is called that.</p>}
      </div>
    </Dialog>
  );
}
