"use client";

import { type FormEvent, type KeyboardEvent, type Ref, useEffect, useRef } from "react";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";

/**
 * One wide field for a name, an idea, or a pasted list. Typing searches after a pause, Enter at once. Without scripts it is a
 * plain form.
 */
export function SearchField({
  ref,
  value,
  busy,
  onChange,
  onSearch,
}: {
  ref: Ref<HTMLTextAreaElement>;
  value: string;
  busy: boolean;
  onChange: (value: string) => void;
  onSearch: (value: string) => void;
}) {
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const now = (text: string) => {
    clearTimeout(pause.current);
    onSearch(text);
  };
  const typed = (text: string) => {
    onChange(text);
    clearTimeout(pause.current);
    const wait = text.trim() === "" ? 0 : 250;
    if (text.trim().length !== 1) pause.current = setTimeout(() => onSearch(text), wait);
  };
  const lines = Math.min(6, value.split("\n").length);
  return (
    <search>
      <form
        action="/"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          now(value);
        }}
        className="relative"
      >
        <Icon name="search" size={20} className="pointer-events-none absolute top-[22px] left-4 md:left-5 text-ink-3" />
        <textarea
          ref={ref}
          name="q"
          rows={lines}
          value={value}
          aria-label="A name, an idea, or a pasted list"
          placeholder="A name, an idea, or a pasted list"
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={20_000}
          enterKeyHint="search"
          onChange={(event) => typed(event.target.value)}
          onKeyDown={(event: KeyboardEvent<HTMLTextAreaElement>) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            now(value);
          }}
          className="block min-h-16 w-full resize-none rounded-lg border border-edge bg-surface py-4 pr-16 pl-12 text-base leading-8 transition-colors hover:border-ink-3 focus-visible:outline-offset-0 md:pr-28 md:pl-14 md:text-lg md:leading-8"
        />
        <noscript>
          <input type="hidden" name="plain" value="1" />
        </noscript>
        <span className="absolute top-3 right-3 flex items-center gap-2">
          <span className={`hidden md:block ${value ? "md:hidden" : ""}`}>
            <Kbd>/</Kbd>
          </span>
          {value && (
            <button
              type="button"
              aria-label="Clear"
              onClick={() => {
                onChange("");
                now("");
              }}
              className="hidden size-10 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink md:grid"
            >
              <Icon name="cross" />
            </button>
          )}
          <button
            type="submit"
            aria-label="Search"
            aria-busy={busy || undefined}
            className="grid size-10 place-items-center rounded-md bg-ink text-paper hover:bg-ink-2"
          >
            <Icon name="arrow" />
          </button>
        </span>
      </form>
    </search>
  );
}
