import type { Metadata } from "next";
import { requireUserCtx } from "@/app/_lib/session";
import { Card } from "@/components/ui/card";
import { listSessions } from "@/lib/identity/list-sessions";
import { SettingsTabs } from "../settings-tabs";
import { PasswordForm } from "./password-form";
import { SessionList } from "./session-list";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const { session, ...ctx } = await requireUserCtx();
  return (
    <>
      <SettingsTabs current="/settings/security" />
      <div className="grid gap-6 pt-8">
        <Card title="Where you are signed in">
          <SessionList sessions={await listSessions(ctx)} currentId={session.sessionId} />
        </Card>
        <Card title="Password">
          <PasswordForm />
        </Card>
      </div>
    </>
  );
}
