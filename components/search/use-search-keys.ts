"use client";

import { useEffect } from "react";
import { isTyping } from "@/components/frame/palette-trigger";

type Keys = {
  field: () => HTMLTextAreaElement | null;
  add: (name: string) => void;
  remove: (name: string) => void;
  cart: () => void;
  filters: () => void;
};

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>("[data-row]") : null;
}

function step(from: HTMLElement | null, by: 1 | -1, field: HTMLElement | null): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const next = from ? rows[rows.indexOf(from) + by] : rows[0];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (by < 0) field?.focus();
}

function onRowKey(event: KeyboardEvent, row: HTMLElement, keys: Keys): boolean {
  const name = row.dataset.row ?? "";
  if (event.key === "ArrowUp") step(row, -1, keys.field());
  else if (event.key === "a" || (event.key === "Enter" && event.target === row)) keys.add(name);
  else if (event.key === "Backspace") keys.remove(name);
  else return false;
  return true;
}

function onPageKey(event: KeyboardEvent, keys: Keys): boolean {
  if (event.key === "/") keys.field()?.focus();
  else if (event.key === "c") keys.cart();
  else if (event.key === "f") keys.filters();
  else return false;
  return true;
}

function goesDown(event: KeyboardEvent, row: HTMLElement | null, field: HTMLTextAreaElement | null): boolean {
  if (event.key !== "ArrowDown") return false;
  return row ? !isTyping(event.target) : event.target === field && !field?.value.includes("\n");
}

/** ↓ into the results and on, Enter or `a` adds, Backspace removes, `c` cart, `f` filters, `/` back to the field. */
export function useSearchKeys(keys: Keys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]")) return;
      const row = rowOf(event.target);
      if (goesDown(event, row, keys.field())) step(row, 1, keys.field());
      else if (isTyping(event.target) || !((row && onRowKey(event, row, keys)) || onPageKey(event, keys))) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [keys]);
}
