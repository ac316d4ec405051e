import type { Route } from "next";
import { Tabs } from "@/components/ui/tabs";

const tabs = [
  { label: "In flight", href: "/admin/operations" },
  { label: "Stuck", href: "/admin/operations?show=stuck" },
  { label: "Refused", href: "/admin/operations?show=refused" },
  { label: "All", href: "/admin/operations?show=all" },
  { label: "Cases", href: "/admin/operations/cases" },
] as const;

export function OperationTabs({ current, cases }: { current: string; cases: number }) {
  return (
    <div className="mb-6">
      <Tabs
        label="Operations and cases"
        current={current as Route}
        tabs={tabs.map(({ label, href }) => ({
          label,
          href: href as Route,
          ...(label === "Cases" && { count: cases }),
        }))}
      />
    </div>
  );
}
