"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

/**
 * The browser's own modal: it keeps the focus inside, closes on Escape, and makes the rest inert. `drawer` stands at the
 * right edge, `sheet` is for the command palette.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  form = "centre",
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  form?: "centre" | "drawer" | "sheet";
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
      className={classNames(
        "max-h-none border-line bg-surface shadow-float",
        form === "centre" && "w-[min(32rem,calc(100vw-2rem))] rounded-lg border open:animate-rise",
        form === "sheet" && "mt-[12vh] w-[min(40rem,calc(100vw-2rem))] rounded-lg border open:animate-rise",
        form === "drawer" && "mr-0 h-dvh w-[min(27rem,100vw)] border-l open:animate-slide",
      )}
    >
      {open && (
        <div className={classNames(form === "drawer" && "flex h-full flex-col", form === "centre" && "p-6")}>
          {form !== "sheet" && (
            <div
              className={classNames(
                "flex items-center justify-between gap-4",
                form === "drawer" ? "border-b border-line px-5 py-3" : "mb-4",
              )}
            >
              <h2 className="display text-xl">{title}</h2>
              <button
                type="button"
                onClick={onClose}
                aria-label="Close"
                className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
              >
                <Icon name="cross" />
              </button>
            </div>
          )}
          {children}
        </div>
      )}
    </dialog>
  );
}
