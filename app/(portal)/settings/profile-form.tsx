"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { type Choice, Select, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Profile } from "@/lib/identity/get-profile";
import { saveProfileAction } from "./actions";

export function ProfileForm({ profile, countries }: { profile: Profile; countries: Choice[] }) {
  const [state, submit, busy] = useActionState(saveProfileAction, null);
  const refused = state?.ok === false ? state : null;
  const { merchant } = profile;
  const shown = {
    name: profile.name,
    merchantName: merchant?.name,
    country: merchant?.country ?? "",
    ...refused?.values,
  };
  return (
    <form action={submit} className="max-w-md space-y-5">
      {state?.ok && (
        <Notice tone="ok" role="status">
          Saved.
        </Notice>
      )}
      {refused && (
        <Notice tone="danger" role="alert">
          {refused.message}
        </Notice>
      )}
      <TextField
        name="name"
        label="Your name"
        autoComplete="name"
        maxLength={100}
        defaultValue={shown.name}
        error={refused?.fields.name}
      />
      <TextField
        name="email"
        label="E-mail address"
        value={profile.email}
        readOnly
        required={false}
        hint="You sign in with it, and our mail goes to it."
      />
      {merchant?.role === "owner" && (
        <>
          <TextField
            name="merchantName"
            label="Shop or company"
            autoComplete="organization"
            maxLength={100}
            defaultValue={shown.merchantName}
            error={refused?.fields.merchantName}
          />
          <Select
            key={shown.country}
            name="country"
            label="Country"
            optional
            choices={[{ value: "", label: "Not said yet" }, ...countries]}
            defaultValue={shown.country}
            hint="It decides the tax on your orders."
            error={refused?.fields.country}
          />
        </>
      )}
      <Button type="submit" look="primary" busy={busy}>
        Save profile
      </Button>
    </form>
  );
}
