import type { Route } from "next";
import { PageHead } from "@/components/ui/page-head";
import { Tabs } from "@/components/ui/tabs";

const tabs = [
  { label: "Profile", href: "/settings" as Route },
  { label: "Security", href: "/settings/security" as Route },
];

export function SettingsTabs({ current }: { current: "/settings" | "/settings/security" }) {
  return (
    <>
      <PageHead title="Settings" />
      <Tabs label="Settings" tabs={tabs} current={current as Route} />
    </>
  );
}
