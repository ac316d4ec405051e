import type { Route } from "next";
import type { ReactNode } from "react";
import { AppFrame } from "@/components/frame/app-frame";
import type { NavItem } from "@/components/frame/nav-item";
import type { LiveSession } from "@/lib/identity/read-session";
import { findAnything } from "./find-anything";
import { SignOutButton } from "./sign-out-button";

const rooms: NavItem[] = [
  { href: "/", label: "Search", icon: "search", go: "s", bar: true },
  { href: "/domains", label: "Domains", icon: "globe", go: "d", bar: true },
  { href: "/renewals" as Route, label: "Renewals", icon: "retry", go: "r", bar: true },
  { href: "/orders", label: "Orders", icon: "receipt", go: "o" },
  { href: "/invoices" as Route, label: "Invoices", icon: "card", go: "i" },
  { href: "/cart", label: "Cart", icon: "cart", go: "k", bar: true },
  { href: "/transfers" as Route, label: "Transfers", icon: "arrow", go: "t" },
  { href: "/contacts", label: "Contacts", icon: "person", go: "c" },
  { href: "/prices", label: "Prices", icon: "tag", go: "p" },
  { href: "/settings" as Route, label: "Settings", icon: "gear", go: "e" },
];

/** The merchant's rooms around a page. */
export function PortalFrame({ session, children }: { session: LiveSession; children: ReactNode }) {
  return (
    <AppFrame
      items={rooms}
      find={findAnything}
      foot={<SignOutButton />}
      who={{ name: session.merchantName ?? session.user.name, email: session.user.email }}
    >
      {children}
    </AppFrame>
  );
}
