"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Choice } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

type Side = {
  name: string;
  /** What each of its fields is, for readers. */
  label: string;
  /** Stands behind the field. */
  unit?: string;
  choices?: Choice[];
  inputMode?: "numeric" | "decimal";
};

const control = "h-10 rounded-md border border-edge bg-surface text-base focus-visible:outline-offset-0";

/** Rows of two fields each, to be added to and taken from; sent as two lists of one length. */
export function PairTable({
  legend,
  hint,
  left,
  right,
  rows: given,
  add,
  error,
}: {
  legend: string;
  hint: string;
  left: Side;
  right: Side;
  rows: [string, string][];
  /** The words of the button that adds a row. */
  add: string;
  error?: string;
}) {
  const [rows, setRows] = useState(() => given.map((values, key) => ({ key, values })));
  const [nextKey, setNextKey] = useState(given.length);
  return (
    <fieldset aria-invalid={error ? true : undefined}>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <p className="mb-2 text-sm text-ink-3">{hint}</p>
      <ul className="space-y-2">
        {rows.map(({ key, values }) => (
          <li key={key} className="flex items-center gap-2">
            <Cell side={left} value={values[0]} />
            <Cell side={right} value={values[1]} />
            <button
              type="button"
              aria-label="Take this row out"
              onClick={() => setRows(rows.filter((row) => row.key !== key))}
              className="ml-auto grid size-8 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
            >
              <Icon name="cross" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {error && (
        <p className="mt-2 flex gap-1.5 text-sm text-danger">
          <Icon name="alert" size={14} className="mt-[3px]" />
          {error}
        </p>
      )}
      <Button
        size="sm"
        className="mt-3"
        onClick={() => {
          setRows([...rows, { key: nextKey, values: ["", right.choices?.[0]?.value ?? ""] }]);
          setNextKey(nextKey + 1);
        }}
      >
        <Icon name="plus" size={14} />
        {add}
      </Button>
    </fieldset>
  );
}

function Cell({ side, value }: { side: Side; value: string }) {
  if (side.choices)
    return (
      <span className="relative min-w-0 flex-1">
        <select
          name={`${side.name}[]`}
          aria-label={side.label}
          defaultValue={value}
          className={`${control} w-full appearance-none truncate pr-9 pl-3`}
        >
          {side.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" size={14} className="pointer-events-none absolute top-[13px] right-3 text-ink-3" />
      </span>
    );
  return (
    <span className="flex items-center gap-2 text-base text-ink-2">
      <input
        name={`${side.name}[]`}
        aria-label={side.label}
        inputMode={side.inputMode}
        autoComplete="off"
        defaultValue={value}
        className={`${control} figures w-24 px-3 text-right`}
      />
      {side.unit}
    </span>
  );
}
