"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { signUpAction } from "./actions";

export function SignUpForm({ next }: { next: string }) {
  const [state, submit, busy] = useActionState(signUpAction, null);
  const refused = state?.ok === false ? state : null;
  const kept = refused?.values ?? {};
  return (
    <form action={submit} className="space-y-5" noValidate={Boolean(refused)}>
      {refused && (
        <Notice tone="danger" role="alert">
          {refused.message}
        </Notice>
      )}
      <input type="hidden" name="next" value={next} />
      <TextField
        name="name"
        label="Your name"
        autoComplete="name"
        maxLength={100}
        defaultValue={kept.name}
        error={refused?.fields.name}
      />
      <TextField
        name="merchantName"
        label="Shop or company"
        optional
        autoComplete="organization"
        maxLength={100}
        hint="What we call your account. Your own name does as well."
        defaultValue={kept.merchantName}
        error={refused?.fields.merchantName}
      />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        inputMode="email"
        spellCheck={false}
        maxLength={254}
        defaultValue={kept.email}
        error={refused?.fields.email}
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={200}
        hint="At least 10 characters; a few words are easier to keep than a riddle."
        error={refused?.fields.password}
      />
      <Button type="submit" look="primary" wide busy={busy}>
        Create account
      </Button>
    </form>
  );
}
