import type { IconName } from "@/components/ui/icon";

type Room = { href: `/admin${string}`; label: string; icon: IconName; go: string; bar?: boolean };

/** The rooms of an admin, in the order of the day. */
export const rooms: Room[] = [
  { href: "/admin", label: "Overview", icon: "home", go: "h", bar: true },
  { href: "/admin/orders", label: "Orders", icon: "receipt", go: "o", bar: true },
  { href: "/admin/invoices", label: "Invoices", icon: "card", go: "i" },
  { href: "/admin/operations", label: "Operations", icon: "layers", go: "q", bar: true },
  { href: "/admin/exposure", label: "Exposure", icon: "alert", go: "x" },
  { href: "/admin/tlds", label: "Endings", icon: "tag", go: "t", bar: true },
  { href: "/admin/registrars", label: "Registrars", icon: "globe", go: "r" },
  { href: "/admin/books", label: "Books", icon: "check", go: "b" },
  { href: "/admin/jobs", label: "Jobs", icon: "clock", go: "j" },
  { href: "/admin/engine", label: "Engine", icon: "server", go: "e" },
  { href: "/admin/reconcile", label: "Promises", icon: "pulse", go: "p" },
  { href: "/admin/settings", label: "Settings", icon: "gear", go: "s" },
  { href: "/admin/mail", label: "Mail", icon: "card", go: "m" },
];
