import type { Route } from "next";
import { Tabs } from "@/components/ui/tabs";
import { withQuery } from "../search-param";

export function BookTabs({
  current,
  month,
  open,
}: {
  current: "differences" | "settled" | "profit";
  month: string;
  open?: number;
}) {
  const href = {
    differences: withQuery("/admin/books", { month }) as Route,
    settled: withQuery("/admin/books", { month, show: "settled" }) as Route,
    profit: withQuery("/admin/books/profit", { month }) as Route,
  };
  return (
    <div className="mb-6">
      <Tabs
        label="Views of the month"
        current={href[current]}
        tabs={[
          { label: "Differences", href: href.differences, ...(open !== undefined && { count: open }) },
          { label: "Closed ones", href: href.settled },
          { label: "Profit", href: href.profit },
        ]}
      />
    </div>
  );
}
