"use client";

import { useEffect } from "react";
import { isTyping } from "@/components/frame/palette-trigger";

/** Keys of a list: `/` goes to its search field, `j` and `k` through its rows, Enter opens as any link does. */
export function ListKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      if (document.querySelector("[role=dialog]")) return;
      if (event.key === "/") {
        const field = document.querySelector<HTMLInputElement>("main input[type=search]");
        if (!field) return;
        event.preventDefault();
        field.focus();
        field.select();
      }
      if (event.key !== "j" && event.key !== "k") return;
      const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      rows[event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0)]?.focus();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return null;
}
