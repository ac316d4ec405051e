import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon } from "./icon";

const control = classNames(
  "w-full rounded-md border bg-surface text-base text-ink transition-colors duration-150",
  "border-edge hover:border-ink-3 focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-ink-3",
  "aria-invalid:border-danger",
);

type Frame = {
  name: string;
  label: string;
  /** Under the control: the form expected, or why it is asked. */
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  className?: string;
};

function describedBy(id: string, hint: ReactNode, error?: string): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
}

/** Label, control, hint and error as one. The control must have the id given here. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  className,
  children,
}: Omit<Frame, "name"> & { id: string; children: ReactNode }) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 flex items-baseline justify-between text-sm font-medium text-ink">
        {label}
        {optional && <span className="font-normal text-ink-3">optional</span>}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1 flex gap-1.5 text-sm text-danger">
          <Icon name="alert" size={14} className="mt-[3px]" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export function TextField({
  name,
  label,
  hint,
  error,
  optional,
  className,
  id = name,
  ...rest
}: Frame & Omit<ComponentProps<"input">, "name" | "className">) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <input
        type="text"
        {...rest}
        id={id}
        name={name}
        required={rest.required ?? !optional}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={classNames(control, "h-10 px-3")}
      />
    </Field>
  );
}

export function TextArea({
  name,
  label,
  hint,
  error,
  optional,
  className,
  id = name,
  ...rest
}: Frame & Omit<ComponentProps<"textarea">, "name" | "className">) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <textarea
        rows={4}
        {...rest}
        id={id}
        name={name}
        required={rest.required ?? !optional}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={classNames(control, "px-3 py-2")}
      />
    </Field>
  );
}

export type Choice = { value: string; label: string; disabled?: boolean };

export function Select({
  name,
  label,
  hint,
  error,
  optional,
  className,
  choices,
  id = name,
  ...rest
}: Frame & Omit<ComponentProps<"select">, "name" | "className" | "children"> & { choices: Choice[] }) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <div className="relative">
        <select
          {...rest}
          id={id}
          name={name}
          required={rest.required ?? !optional}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={classNames(control, "h-10 appearance-none truncate pr-9 pl-3")}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon name="down" size={14} className="pointer-events-none absolute top-[13px] right-3 text-ink-3" />
      </div>
    </Field>
  );
}

/** A box to tick, with its sentence. Never ticked in advance. */
export function Tick({
  children,
  error,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { children: ReactNode; error?: string }) {
  return (
    <div className={className}>
      <label className="flex items-start gap-3 text-base">
        <span className="relative mt-0.5 grid size-5 shrink-0">
          <input
            {...rest}
            type="checkbox"
            aria-invalid={error ? true : undefined}
            className="peer col-start-1 row-start-1 size-5 appearance-none rounded-sm border border-edge bg-surface checked:border-ink checked:bg-ink aria-invalid:border-danger"
          />
          <Icon
            name="check"
            size={14}
            className="pointer-events-none invisible col-start-1 row-start-1 place-self-center text-paper peer-checked:visible"
          />
        </span>
        <span className="min-w-0">{children}</span>
      </label>
      {error && <p className="mt-1 ml-8 text-sm text-danger">{error}</p>}
    </div>
  );
}

/** On or off, said in words beside it. A native checkbox, so it also works inside a plain form. */
export function Switch({
  children,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { children: ReactNode }) {
  return (
    <label className={classNames("flex items-start gap-3 text-base", className)}>
      <input
        {...rest}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: the state of a native checkbox is its aria-checked.
        role="switch"
        className={classNames(
          "relative mt-0.5 h-5 w-9 shrink-0 appearance-none rounded-full border border-edge bg-sunken transition-colors duration-150",
          "before:absolute before:top-[2px] before:left-[2px] before:size-3.5 before:rounded-full before:bg-ink-3 before:transition-transform before:duration-150",
          "checked:border-ink checked:bg-ink checked:before:translate-x-4 checked:before:bg-paper disabled:opacity-55",
        )}
      />
      <span className="min-w-0">{children}</span>
    </label>
  );
}
