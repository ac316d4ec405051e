"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { signInAction } from "./actions";

export function SignInForm({ next }: { next: string }) {
  const [state, submit, busy] = useActionState(signInAction, null);
  const refused = state?.ok === false ? state : null;
  return (
    <form action={submit} className="space-y-5" noValidate={Boolean(refused)}>
      {refused && (
        <Notice tone="danger" role="alert">
          {refused.message}
        </Notice>
      )}
      <input type="hidden" name="next" value={next} />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        inputMode="email"
        spellCheck={false}
        maxLength={254}
        defaultValue={refused?.values?.email}
        error={refused?.fields.email}
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        error={refused?.fields.password}
      />
      <Button type="submit" look="primary" wide busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
