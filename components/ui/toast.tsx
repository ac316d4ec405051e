"use client";

import { useEffect, useSyncExternalStore } from "react";
import { Icon } from "./icon";
import { type Tone, ToneShape } from "./status-pill";

type Toast = { id: number; tone: Tone; message: string; undo?: () => void };

let toasts: Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const none: Toast[] = [];

function publish(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Says what just happened, at the foot of the screen; with `undo` the way back is offered for as long as it stands. */
export function toast(message: string, options: { tone?: Tone; undo?: () => void } = {}): void {
  publish([...toasts.slice(-2), { id: nextId++, tone: options.tone ?? "ok", message, undo: options.undo }]);
}

const colours: Record<Tone, string> = {
  ok: "text-ok",
  progress: "text-progress",
  attention: "text-attention",
  danger: "text-danger",
  idle: "text-ink-3",
};

function ToastCard({ toast: { id, tone, message, undo } }: { toast: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), undo || tone === "danger" ? 10_000 : 5_000);
    return () => clearTimeout(timer);
  }, [id, undo, tone]);
  return (
    <div className="pointer-events-auto flex min-h-12 animate-rise items-center gap-3 rounded-lg border border-line bg-surface py-2 pr-2 pl-4 text-base shadow-float">
      <ToneShape tone={tone} className={colours[tone]} />
      <p className="min-w-0 flex-1">{message}</p>
      {undo && (
        <button
          type="button"
          className="flex h-8 items-center gap-1.5 rounded-md px-3 text-sm font-medium text-brass-ink hover:bg-sunken"
          onClick={() => {
            dismiss(id);
            undo();
          }}
        >
          <Icon name="undo" size={14} />
          Undo
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        className="grid size-8 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
        onClick={() => dismiss(id)}
      >
        <Icon name="cross" size={14} />
      </button>
    </div>
  );
}

/** Stands once in the root layout. */
export function Toaster() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
    () => none,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-40 mx-auto flex max-w-md flex-col gap-2 md:bottom-6"
    >
      {shown.map((entry) => (
        <ToastCard key={entry.id} toast={entry} />
      ))}
    </div>
  );
}
