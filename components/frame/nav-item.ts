import type { Route } from "next";
import type { IconName } from "@/components/ui/icon";

/** A room in the rail. `go` is the letter after `g` that leads there; `bar` puts it in the phone's bottom bar. */
export type NavItem = { href: Route; label: string; icon: IconName; go?: string; bar?: boolean };
