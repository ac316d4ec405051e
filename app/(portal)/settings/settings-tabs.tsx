import type { Route } from "next";
import { currentSession } from "@/app/_lib/session";
import { PageHead } from "@/components/ui/page-head";
import { Tabs } from "@/components/ui/tabs";

/** `shop`: about a merchant, so not for the platform's own people. */
const tabs = [
  { label: "Profile", href: "/settings", shop: false },
  { label: "Security", href: "/settings/security", shop: false },
  { label: "Notices", href: "/settings/notices", shop: false },
  { label: "Billing", href: "/settings/billing", shop: true },
  { label: "API tokens", href: "/settings/tokens", shop: true },
] as const;

export async function SettingsTabs({ current }: { current: (typeof tabs)[number]["href"] }) {
  const session = await currentSession();
  const shown = tabs.filter(({ shop }) => !shop || session?.actor.kind === "user");
  return (
    <>
      <PageHead title="Settings" />
      <Tabs
        label="Settings"
        tabs={shown.map(({ label, href }) => ({ label, href: href as Route }))}
        current={current as Route}
      />
    </>
  );
}
