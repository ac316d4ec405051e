"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Choice } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

type Row = { key: number; country: string; rate: string };

const control = "h-10 rounded-md border border-edge bg-surface text-base focus-visible:outline-offset-0";

/** Rates by the merchant's country; the first row is for all others and cannot be taken away. */
export function TaxTable({
  rates,
  countries,
  error,
}: {
  rates: Record<string, number>;
  countries: Choice[];
  error?: string;
}) {
  const [rows, setRows] = useState<Row[]>(() =>
    Object.entries(rates)
      .filter(([country]) => country !== "*")
      .map(([country, rate], key) => ({ key, country, rate: String(rate) })),
  );
  const [nextKey, setNextKey] = useState(rows.length);
  return (
    <fieldset aria-invalid={error ? true : undefined} aria-describedby={error ? "taxRates-error" : undefined}>
      <legend className="mb-1 text-sm font-medium">Rates</legend>
      <ul className="space-y-2">
        <li className="flex items-center gap-2">
          <input type="hidden" name="taxCountry[]" value="*" />
          <span className="min-w-0 flex-1 px-3 text-base text-ink-2">All other countries</span>
          <Rate label="Rate for all other countries" value={String(rates["*"] ?? 0)} />
          {rows.length > 0 && <span className="w-8" />}
        </li>
        {rows.map((row) => (
          <li key={row.key} className="flex items-center gap-2">
            <span className="relative min-w-0 flex-1">
              <select
                name="taxCountry[]"
                aria-label="Country"
                defaultValue={row.country}
                className={`${control} w-full appearance-none truncate pr-9 pl-3`}
              >
                <option value="">Choose a country</option>
                {countries.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
              <Icon name="down" size={14} className="pointer-events-none absolute top-[13px] right-3 text-ink-3" />
            </span>
            <Rate label="Rate of this country" value={row.rate} />
            <button
              type="button"
              aria-label="Take this country out"
              onClick={() => setRows(rows.filter((each) => each.key !== row.key))}
              className="grid size-8 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
            >
              <Icon name="cross" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {error && (
        <p id="taxRates-error" className="mt-2 flex gap-1.5 text-sm text-danger">
          <Icon name="alert" size={14} className="mt-[3px]" />
          {error}
        </p>
      )}
      <Button
        size="sm"
        className="mt-3"
        onClick={() => {
          setRows([...rows, { key: nextKey, country: "", rate: "" }]);
          setNextKey(nextKey + 1);
        }}
      >
        <Icon name="plus" size={14} />
        Add a country
      </Button>
    </fieldset>
  );
}

function Rate({ label, value }: { label: string; value: string }) {
  return (
    <span className="relative">
      <input
        name="taxRate[]"
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={value}
        className={`${control} figures w-24 pr-8 pl-3 text-right`}
      />
      <span className="pointer-events-none absolute top-2 right-3 text-ink-3">%</span>
    </span>
  );
}
