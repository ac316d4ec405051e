import { groupTitle } from "@/app/(site)/prices/group-title";
import { FilterBar } from "@/components/admin/filter-bar";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { TldFilter } from "./matching-tlds";

const soldWords = [
  ["", "Sold or not"],
  ["sold", "Can be bought now"],
  ["off", "Switched off"],
  ["blocked", "On, but cannot be bought"],
  ["loss", "Below cost"],
] as const;

const select =
  "h-10 max-w-full appearance-none rounded-md border border-edge bg-surface pr-9 pl-3 text-base focus-visible:outline-offset-0";

export function TldFilters({
  filter,
  groups,
  found,
  all,
}: {
  filter: TldFilter;
  groups: string[];
  found: number;
  all: number;
}) {
  return (
    <FilterBar>
      <div className="relative min-w-0 flex-1 basis-56 md:max-w-sm">
        <Icon name="search" className="pointer-events-none absolute top-3 left-3 text-ink-3" />
        <input
          type="search"
          name="q"
          aria-label="Find an ending"
          placeholder="An ending, such as shop"
          defaultValue={filter.q ?? ""}
          autoComplete="off"
          spellCheck={false}
          className="h-10 w-full rounded-md border border-edge bg-surface pr-3 pl-10 text-base focus-visible:outline-offset-0"
        />
      </div>
      <Choose name="group" label="Shelf" value={filter.group ?? ""}>
        <option value="">All shelves</option>
        {groups.map((group) => (
          <option key={group} value={group}>
            {groupTitle(group)}
          </option>
        ))}
      </Choose>
      <Choose name="sold" label="Sold" value={filter.sold ?? ""}>
        {soldWords.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Choose>
      <noscript>
        <button type="submit" className={buttonClass()}>
          Filter
        </button>
      </noscript>
      <output aria-live="polite" className="figures ml-auto text-sm text-ink-3">
        {found} of {all} endings
      </output>
    </FilterBar>
  );
}

function Choose({
  name,
  label,
  value,
  children,
}: {
  name: string;
  label: string;
  value: string;
  children: React.ReactNode;
}) {
  return (
    <div className="relative">
      <select name={name} aria-label={label} defaultValue={value} className={select}>
        {children}
      </select>
      <Icon name="down" size={14} className="pointer-events-none absolute top-[13px] right-3 text-ink-3" />
    </div>
  );
}
