import type { Metadata } from "next";
import { requireUserCtx } from "@/app/_lib/session";
import { Card } from "@/components/ui/card";
import { getPreferences } from "@/lib/notices/get-preferences";
import { hasCalendar } from "@/lib/notices/has-calendar";
import { noticeTopics } from "@/lib/notices/views";
import { SettingsTabs } from "../settings-tabs";
import { CalendarCard } from "./calendar-card";
import { TopicForm } from "./topic-form";

export const metadata: Metadata = { title: "Notices" };

export default async function NoticesPage() {
  const { session, ...ctx } = await requireUserCtx();
  const member = ctx.actor.kind === "user" ? ctx.actor : null;
  const [choices, calendar] = await Promise.all([getPreferences(ctx), member ? hasCalendar(ctx) : false]);
  const always = noticeTopics.filter(({ topic, policy }) => policy && (topic !== "platform" || !member));
  return (
    <>
      <SettingsTabs current="/settings/notices" />
      <div className="grid gap-6 pt-8">
        <Card title="Mail you want">
          <p className="mb-5 max-w-prose text-ink-2">
            Mail goes to {session.user.email}. Each mail that you may stop has a link at its foot that stops its kind.
          </p>
          <TopicForm choices={choices} />
        </Card>
        <Card title="Mail that is always sent">
          <ul className="divide-y divide-line">
            {always.map(({ topic, title, about }) => (
              <li key={topic} className="py-3 first:pt-0 last:pb-0">
                <p className="font-medium">{title}</p>
                <p className="max-w-prose text-ink-2">{about}</p>
              </li>
            ))}
          </ul>
          <p className="mt-4 max-w-prose text-sm text-ink-3">
            The registries' rules ask for the expiry notices. They go by e-mail to the registrant's address on record,
            also when a name renews by itself, and nobody needs to sign in to read them. They name the fees for a
            renewal, a late renewal and a restore.
          </p>
        </Card>
        {member && <CalendarCard on={calendar} mayChange={member.role !== "read_only"} />}
      </div>
    </>
  );
}
