"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { signOutAction } from "./sign-out-action";

/** The way out, for any frame and for the list of sessions; a plain form, so it works without scripts. */
export function SignOutForm({ look = "quiet" }: { look?: "quiet" | "secondary" }) {
  const [, signOut, busy] = useActionState(signOutAction, null);
  return (
    <form action={signOut}>
      <Button type="submit" size="sm" look={look} busy={busy}>
        Sign out
      </Button>
    </form>
  );
}
