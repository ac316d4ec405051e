import type { Route } from "next";
import { Tabs } from "@/components/ui/tabs";

const tabs = [
  { label: "Mailbox", href: "/admin/mail" as Route },
  { label: "Kinds of mail", href: "/admin/mail/kinds" as Route },
];

export function MailTabs({ current }: { current: "/admin/mail" | "/admin/mail/kinds" }) {
  return <Tabs label="Mail" tabs={tabs} current={current as Route} />;
}
