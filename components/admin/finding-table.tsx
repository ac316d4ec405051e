import type { Route } from "next";
import Link from "next/link";
import { formatAge } from "@/components/ui/format-moment";
import { orderIdIn } from "./order-id-in";

export type Finding = { key: string; row: Record<string, unknown>; firstSeenAt: string };

/** Rows that break a promise, with the columns of its query. */
export function FindingTable({ promise, findings, now }: { promise: string; findings: Finding[]; now: string }) {
  const columns = [...new Set(findings.flatMap(({ row }) => Object.keys(row)))].filter((column) => column !== "key");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keys.
    <section aria-label={`What breaks: ${promise}`} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-3">
            {["row", ...columns, "since"].map((head) => (
              <th key={head} scope="col" className="h-8 pr-4 font-medium whitespace-nowrap">
                {head.replaceAll("_", " ")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map(({ key, row, firstSeenAt }) => {
            const orderId = orderIdIn(key, row);
            return (
              <tr key={key} className="border-b border-line">
                <td className="h-10 pr-4 font-mono text-xs">
                  {orderId ? (
                    <Link data-row href={`/admin/orders/${orderId}` as Route} className="link">
                      {key}
                    </Link>
                  ) : (
                    key
                  )}
                </td>
                {columns.map((column) => (
                  <td key={column} className="figures pr-4">
                    {String(row[column] ?? "")}
                  </td>
                ))}
                <td className="whitespace-nowrap text-ink-3">{formatAge(firstSeenAt, now)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
