import type { Route } from "next";
import type { ReactNode } from "react";
import { currentSession, requireAdminCtx } from "@/app/_lib/session";
import { SignOutButton } from "@/app/(portal)/sign-out-button";
import { AppFrame } from "@/components/frame/app-frame";
import { getSettings } from "@/lib/settings/get-settings";
import { findForAdmin } from "./find-for-admin";
import { rooms } from "./rooms";

export const metadata = { title: { default: "Admin", template: "%s · Admin · Nameplate" } };

/** The platform's rooms. For anybody else they do not exist; each page asks again, and so does each verb. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdminCtx();
  const [session, { platformName }] = await Promise.all([currentSession(), getSettings()]);
  return (
    <AppFrame
      items={rooms.map((room) => ({ ...room, href: room.href as Route }))}
      find={findForAdmin}
      platformName={platformName}
      foot={<SignOutButton />}
      who={{ name: session?.user.name ?? "", email: session?.user.email ?? "" }}
    >
      {children}
    </AppFrame>
  );
}
