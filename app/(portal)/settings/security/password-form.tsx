"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { changePasswordAction } from "./actions";

export function PasswordForm() {
  const [state, submit, busy] = useActionState(changePasswordAction, null);
  const refused = state?.ok === false ? state : null;
  return (
    <form action={submit} className="max-w-md space-y-5">
      {state?.ok && (
        <Notice tone="ok" role="status">
          Your password is changed
          {state.data.signedOut === 0 ? "." : `, and ${browsers(state.data.signedOut)} signed out.`}
        </Notice>
      )}
      {refused && (
        <Notice tone="danger" role="alert">
          {refused.message}
        </Notice>
      )}
      <TextField
        name="currentPassword"
        label="Current password"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        error={refused?.fields.currentPassword}
      />
      <TextField
        name="newPassword"
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={200}
        hint="At least 10 characters. Every other browser is signed out."
        error={refused?.fields.newPassword}
      />
      <Button type="submit" busy={busy}>
        Change password
      </Button>
    </form>
  );
}

function browsers(count: number): string {
  return count === 1 ? "one other browser is" : `${count} other browsers are`;
}
