"use client";

import { type ComponentProps, type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import type { Outcome } from "./outcome";

/** A server action as forms call it; what it answered before is of no interest to it. */
export type FormAction<T> = (before: never, form: FormData) => Promise<Outcome<T>>;

export type FormState = {
  busy: boolean;
  errors: Record<string, string>;
  message: string | null;
  values: Record<string, string>;
};

/**
 * A form that sends itself to a server action: without scripts as any form does, with them in place, keeping what was
 * typed and leading to the first field that was refused.
 */
export function SendingForm<T>({
  action,
  onDone,
  children,
  ...rest
}: Omit<ComponentProps<"form">, "action" | "children" | "onSubmit"> & {
  action: FormAction<T>;
  onDone?: (data: T) => void;
  children: (state: FormState) => ReactNode;
}) {
  const ref = useRef<HTMLFormElement>(null);
  const [outcome, send, busy] = useActionState(
    action as (before: Outcome<T> | null, form: FormData) => Promise<Outcome<T>>,
    null,
  );
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (outcome?.ok) done.current?.(outcome.data);
    else if (outcome) (ref.current?.querySelector<HTMLElement>("[aria-invalid=true]") ?? ref.current)?.focus();
  }, [outcome]);
  const refused = outcome && !outcome.ok ? outcome : null;
  return (
    <form
      ref={ref}
      tabIndex={-1}
      noValidate
      {...rest}
      action={send}
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        const form = new FormData(event.currentTarget);
        startTransition(() => send(form));
      }}
    >
      {children({
        busy,
        errors: refused?.fields ?? {},
        message: refused ? (refused.fields.form ?? refused.message) : null,
        values: refused?.values ?? {},
      })}
    </form>
  );
}
