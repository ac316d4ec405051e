import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { ListKeys } from "./list-keys";

/** Asks the server for the rows that match; a plain form, so it has an address and works without scripts. */
export function SearchForm({
  name = "q",
  label,
  placeholder,
  value,
  keep = {},
  children,
}: {
  name?: string;
  label: string;
  placeholder: string;
  value: string;
  /** What else the address says and must go on saying. */
  keep?: Record<string, string | undefined>;
  children?: ReactNode;
}) {
  return (
    <search className="block">
      <form className="flex flex-wrap items-center gap-2">
        {Object.entries(keep).map(([key, kept]) => kept && <input key={key} type="hidden" name={key} value={kept} />)}
        <div className="relative min-w-0 flex-1 basis-64 md:max-w-md">
          <Icon name="search" className="pointer-events-none absolute top-3 left-3 text-ink-3" />
          <input
            type="search"
            name={name}
            aria-label={label}
            placeholder={placeholder}
            defaultValue={value}
            key={value}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            className="h-10 w-full rounded-md border border-edge bg-surface pr-10 pl-10 text-base focus-visible:outline-offset-0"
          />
          <span className="pointer-events-none absolute top-2.5 right-2.5 max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        </div>
        {children}
        <button type="submit" className={buttonClass()}>
          Search
        </button>
      </form>
      <ListKeys />
    </search>
  );
}
