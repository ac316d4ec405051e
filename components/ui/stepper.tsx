"use client";

import { Icon } from "./icon";

/** A whole number within limits, such as years. `unit` gives the words for one and for several. */
export function Stepper({
  value,
  min,
  max,
  unit,
  label,
  disabled = false,
  onChange,
}: {
  value: number;
  min: number;
  max: number;
  unit: [one: string, several: string];
  label: string;
  disabled?: boolean;
  onChange: (value: number) => void;
}) {
  const button =
    "grid size-8 place-items-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink disabled:text-line disabled:hover:bg-transparent";
  return (
    <fieldset className="inline-flex items-center rounded-md border border-line bg-surface" disabled={disabled}>
      <legend className="sr-only">{label}</legend>
      <button
        type="button"
        className={button}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
        aria-label={`Fewer ${unit[1]}`}
      >
        <Icon name="minus" size={14} />
      </button>
      <output aria-live="polite" className="figures min-w-14 text-center text-sm">
        {value} {value === 1 ? unit[0] : unit[1]}
      </output>
      <button
        type="button"
        className={button}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
        aria-label={`More ${unit[1]}`}
      >
        <Icon name="plus" size={14} />
      </button>
    </fieldset>
  );
}
