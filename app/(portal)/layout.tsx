import type { Route } from "next";
import type { ReactNode } from "react";
import { currentSession } from "@/app/_lib/session";
import { SiteFrame } from "@/components/frame/site-frame";
import { PortalFrame } from "./portal-frame";

/** Each page says who may be there: a cart is for anybody, the other rooms are for members. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  if (session) return <PortalFrame session={session}>{children}</PortalFrame>;
  return (
    <SiteFrame
      links={[
        { href: "/prices", label: "Prices" },
        { href: "/sign-in" as Route, label: "Sign in" },
      ]}
    >
      <div className="pt-6 md:pt-10">{children}</div>
    </SiteFrame>
  );
}
