import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Column<Row> = {
  key: string;
  /** The column's heading; on phones it stands before the value, unless `plain`. */
  head: string;
  cell: (row: Row) => ReactNode;
  align?: "left" | "right";
  /** Tailwind width for the wide table, such as `w-40`. */
  width?: string;
  /** On phones: the card's first line, or a value without its heading. */
  card?: "title" | "plain";
};

/**
 * A table on desktop, cards on phones, from the same cells in the same order. Put a link with `rowLink` in the first
 * cell to make the whole row lead there.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  compact = false,
}: {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  compact?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: laid out as cards on phones, a table would lose its role there.
    <table role="table" className="block w-full text-base md:table md:border-collapse">
      <caption className="sr-only">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
      <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above. */}
        <tr role="row" className="border-b border-line">
          {columns.map((column) => (
            <th
              // biome-ignore lint/a11y/noRedundantRoles: as above.
              role="columnheader"
              key={column.key}
              scope="col"
              className={classNames(
                "h-9 px-3 text-xs font-medium text-ink-3 first:pl-0 last:pr-0",
                column.align === "right" ? "text-right" : "text-left",
                column.width,
              )}
            >
              {column.head}
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
            className="relative block rounded-lg border border-line bg-surface p-4 transition-colors hover:bg-sunken md:table-row md:rounded-none md:border-0 md:border-b md:bg-transparent md:p-0"
          >
            {columns.map((column) => (
              <td
                // biome-ignore lint/a11y/noRedundantRoles: as above.
                role="cell"
                key={column.key}
                className={classNames(
                  "md:px-3 md:first:pl-0 md:last:pr-0",
                  compact ? "md:h-8" : "md:h-12",
                  column.card === "title"
                    ? "block pb-2 md:table-cell md:pb-0"
                    : "flex justify-between gap-4 py-1 md:table-cell md:py-0",
                  column.align === "right" && "md:text-right",
                )}
              >
                {!column.card && (
                  <span aria-hidden="true" className="shrink-0 text-sm text-ink-3 md:hidden">
                    {column.head}
                  </span>
                )}
                <span className={classNames("block min-w-0", column.align === "right" && "figures")}>
                  {column.cell(row)}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Classes for a link that covers its row. Other controls in the row need `relative`. */
export const rowLink = "rounded-sm after:absolute after:inset-0 after:content-['']";
