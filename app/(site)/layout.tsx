import type { Route } from "next";
import type { ReactNode } from "react";
import { currentSession } from "@/app/_lib/session";
import { SiteFrame } from "@/components/frame/site-frame";
import { ButtonLink } from "@/components/ui/button";
import { PortalFrame } from "../(portal)/portal-frame";

/** Visitors get the site's frame; whoever is signed in stays in their own. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  if (session?.actor.kind === "user") return <PortalFrame session={session}>{children}</PortalFrame>;
  const account: { href: Route; label: string } = session
    ? { href: "/admin" as Route, label: "Admin" }
    : { href: "/sign-in" as Route, label: "Sign in" };
  return (
    <SiteFrame
      links={[{ href: "/prices", label: "Prices" }, account]}
      action={
        !session && (
          <span className="hidden sm:block">
            <ButtonLink href={"/sign-up" as Route} size="sm">
              Sign up
            </ButtonLink>
          </span>
        )
      }
    >
      {children}
    </SiteFrame>
  );
}
