"use client";

import * as Radix from "@radix-ui/react-dialog";
import { setNonce } from "get-nonce";
import { classNames } from "./class-names";
import type { DialogProps } from "./dialog";
import { Icon } from "./icon";

// While it is open Radix stops the page from scrolling by a style element, which needs the page's nonce.
const nonce =
  typeof document === "undefined" ? undefined : document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
if (nonce) setNonce(nonce);

export function Modal({ onClose, title, children, form = "centre" }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-(--scrim)" />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={(event) => event.stopPropagation()}
          className={classNames(
            "fixed z-50 overflow-y-auto border-line bg-surface text-ink shadow-float",
            form === "centre" &&
              "inset-x-0 top-[12vh] mx-auto max-h-[80vh] w-[min(32rem,calc(100vw-2rem))] animate-rise rounded-lg border p-6",
            form === "sheet" &&
              "inset-x-0 top-[12vh] mx-auto max-h-[80vh] w-[min(40rem,calc(100vw-2rem))] animate-rise rounded-lg border",
            form === "drawer" && "inset-y-0 right-0 flex w-[min(27rem,100vw)] animate-slide flex-col border-l",
          )}
        >
          {form === "sheet" ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <div
              className={classNames(
                "flex items-center justify-between gap-4",
                form === "drawer" ? "border-b border-line px-5 py-3" : "mb-4",
              )}
            >
              <Radix.Title className="display text-xl">{title}</Radix.Title>
              <Radix.Close
                aria-label="Close"
                className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
              >
                <Icon name="cross" />
              </Radix.Close>
            </div>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
