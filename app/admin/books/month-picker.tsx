import { FilterBar } from "@/components/admin/filter-bar";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { formatMonth } from "@/lib/books/months";
import type { MonthView } from "@/lib/books/views";

/** Chooses a month; each says whether it is closed, or how much is open in it. */
export function MonthPicker({
  months,
  month,
  keep = {},
}: {
  months: MonthView["months"];
  month: string;
  /** What else the address says, and goes on saying. */
  keep?: Record<string, string | undefined>;
}) {
  const state = (each: MonthView["months"][number]) =>
    each.closed ? "closed" : each.open > 0 ? `${each.open} open` : "nothing open";
  const all = months.some((each) => each.month === month) ? months : [{ month, closed: false, open: 0 }, ...months];
  return (
    <FilterBar>
      {Object.entries(keep).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <span className="relative">
        <select
          name="month"
          aria-label="Month"
          defaultValue={month}
          className="h-10 max-w-full appearance-none rounded-md border border-edge bg-surface pr-9 pl-3 text-base focus-visible:outline-offset-0"
        >
          {all.map((each) => (
            <option key={each.month} value={each.month}>
              {formatMonth(each.month)}, {state(each)}
            </option>
          ))}
        </select>
        <Icon name="down" size={14} className="pointer-events-none absolute top-[13px] right-3 text-ink-3" />
      </span>
      <noscript>
        <button type="submit" className={buttonClass()}>
          Show
        </button>
      </noscript>
    </FilterBar>
  );
}
