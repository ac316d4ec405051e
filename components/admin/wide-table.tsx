import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export type WideColumn<Row> = {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  align?: "left" | "right";
  /** Grid classes of the cell on phones, such as `col-span-2`; its heading stands above it unless `bare`. */
  phone?: string;
  bare?: boolean;
};

/** A table of many columns: on phones each row is a card of two columns, so that figures stand side by side there too. */
export function WideTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  caption: string;
  columns: WideColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keys.
    <section aria-label={caption} tabIndex={0} className="md:overflow-x-auto">
      {/* biome-ignore lint/a11y/noRedundantRoles: laid out as cards on phones, a table would lose its role there. */}
      <table role="table" className="block w-full text-base md:table">
        <caption className="sr-only">{caption}</caption>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
        <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
          {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
          <tr role="row" className="border-b border-line">
            {columns.map(({ key, head, align }) => (
              <th
                // biome-ignore lint/a11y/noRedundantRoles: as above.
                role="columnheader"
                key={key}
                scope="col"
                className={classNames(
                  "h-9 px-2.5 text-xs font-medium whitespace-nowrap text-ink-3 first:pl-0 last:pr-0",
                  align === "right" ? "text-right" : "text-left",
                )}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
        <tbody role="rowgroup" className="block space-y-2 md:table-row-group">
          {rows.map((row) => (
            <tr
              // biome-ignore lint/a11y/noRedundantRoles: as above.
              role="row"
              key={rowKey(row)}
              className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg border border-line bg-surface p-4 md:table-row md:rounded-none md:border-0 md:border-b md:bg-transparent"
            >
              {columns.map(({ key, head, cell, align, phone, bare }) => (
                <td
                  // biome-ignore lint/a11y/noRedundantRoles: as above.
                  role="cell"
                  key={key}
                  className={classNames(
                    "min-w-0 align-top md:px-2.5 md:py-2 md:first:pl-0 md:last:pr-0",
                    align === "right" && "md:text-right",
                    phone,
                  )}
                >
                  {!bare && (
                    <span aria-hidden="true" className="block text-xs text-ink-3 md:hidden">
                      {head}
                    </span>
                  )}
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
